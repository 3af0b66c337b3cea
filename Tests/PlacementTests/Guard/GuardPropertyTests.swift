import Foundation
import MortarModel
import Placement
import Testing

/// The guard beside what it stands for, on thousands of random clusters.
@Suite struct GuardPropertyTests {
    private static let clusters = 5_000

    private static func actions(on cluster: RandomCluster) -> [GuardedAction] {
        let bricks = cluster.groups.flatMap(\.set.bricks).map(\.id)
        let hosts = cluster.connected.keys.sorted()
        return bricks.flatMap { [.stopBrick($0), .replaceBrick($0), .resetBrick($0), .changeNetwork($0)] }
            + hosts.flatMap { [.stopHost($0), .fenceHost($0)] }
    }

    private static func places(_ action: GuardedAction, in group: RandomCluster.Group) -> Set<Int> {
        Set(
            group.set.bricks.indices.filter { place in
                let brick = group.set.bricks[place]
                return switch action {
                case .stopBrick(let id), .replaceBrick(let id), .resetBrick(let id), .changeNetwork(let id):
                    brick.id == id
                case .stopHost(let host), .fenceHost(let host), .removeHost(let host): brick.host == host
                case .addBrick(let id), .removeSet(let id), .rearrangeSet(let id): group.set.id == id
                }
            })
    }

    private static func isDestructive(_ action: GuardedAction) -> Bool {
        switch action {
        case .replaceBrick, .resetBrick: true
        default: false
        }
    }

    /// The groups from which the action takes something, with the places that it takes.
    private static func losses(
        _ action: GuardedAction, in cluster: RandomCluster
    ) -> [(group: RandomCluster.Group, gone: Set<Int>)] {
        cluster.groups.compactMap { group in
            let gone = places(action, in: group)
            let takes = gone.contains { group.isOnline[$0] } || (isDestructive(action) && !gone.isEmpty)
            return takes ? (group, gone) : nil
        }
    }

    @Test func whatItAllowsKeepsQuorumAndACleanFullCopyEverywhere() {
        var numbers = Seeded(state: 3)
        var allowed = 0
        for _ in 0..<Self.clusters {
            let cluster = RandomCluster(using: &numbers)
            let storageGuard = StorageGuard(cluster.facts, at: RandomCluster.now)
            for action in Self.actions(on: cluster) where storageGuard.verdict(on: action).isAllowed {
                allowed += 1
                for (group, gone) in Self.losses(action, in: cluster) {
                    #expect(group.isSafe(without: gone), "\(action) on \(group)")
                }
            }
        }
        #expect(allowed > Self.clusters)
    }

    @Test func itAllowsWhatIsSafeOnSetsThatAreWell() {
        var numbers = Seeded(state: 4)
        var asked = 0
        for _ in 0..<Self.clusters {
            let cluster = RandomCluster(using: &numbers)
            guard cluster.connected.values.allSatisfy(\.self), cluster.groups.allSatisfy(\.isWell) else { continue }
            let storageGuard = StorageGuard(cluster.facts, at: RandomCluster.now)
            let bricks = cluster.groups.flatMap(\.set.bricks).map(\.id)
            for action in bricks.map(GuardedAction.stopBrick) {
                asked += 1
                let isSafe = Self.losses(action, in: cluster).allSatisfy { $0.group.isSafe(without: $0.gone) }
                #expect(storageGuard.verdict(on: action).isAllowed == isSafe, "\(action)")
            }
        }
        #expect(asked > 500)
    }

    @Test func whatTakesNothingAwayIsAllowed() {
        var numbers = Seeded(state: 5)
        for _ in 0..<Self.clusters {
            let cluster = RandomCluster(using: &numbers)
            let storageGuard = StorageGuard(cluster.facts, at: RandomCluster.now)
            for (host, isConnected) in cluster.connected where !isConnected {
                #expect(storageGuard.verdict(on: .fenceHost(host)).isAllowed)
            }
        }
    }

    @Test func nothingIsAllowedOnFactsThatAreOld() {
        var numbers = Seeded(state: 6)
        for _ in 0..<200 {
            let cluster = RandomCluster(using: &numbers)
            let later = RandomCluster.now + StorageGuard.freshness + 0.1
            for action in Self.actions(on: cluster) {
                #expect(!StorageGuard(cluster.facts, at: later).verdict(on: action).isAllowed, "\(action)")
            }
            for host in cluster.connected.keys {
                #expect(!StorageGuard(cluster.facts, at: later).verdict(on: .removeHost(host)).isAllowed)
            }
        }
    }

    @Test func serverQuorumIsKeptWhereAVolumeAsksForIt() {
        var numbers = Seeded(state: 7)
        for _ in 0..<Self.clusters {
            let cluster = RandomCluster(using: &numbers)
            let governed = cluster.groups.contains {
                $0.set.options?.value["cluster.server-quorum-type"] == "server"
            }
            guard governed else { continue }
            let storageGuard = StorageGuard(cluster.facts, at: RandomCluster.now)
            for (host, isConnected) in cluster.connected where isConnected {
                guard storageGuard.verdict(on: .stopHost(host)).isAllowed else { continue }
                let left = cluster.connected.values.count(where: \.self) - 1
                #expect(Double(left) / Double(cluster.connected.count) > 0.5)
            }
        }
    }
}
