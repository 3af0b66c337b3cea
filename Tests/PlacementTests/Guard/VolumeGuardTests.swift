import Foundation
import MortarModel
import Placement
import Testing

@Suite struct VolumeGuardTests {
    private static let now = Date(timeIntervalSince1970: 1_000_000)
    private static let h1 = HostID(rawValue: "1")
    private static let h2 = HostID(rawValue: "2")

    private func users(
        guests: [String] = [], mounts: [String] = [], strangers: [String] = [], age: TimeInterval = 1
    ) -> VolumeUsers {
        let time = Self.now.addingTimeInterval(-age)
        return VolumeUsers(
            hosts: [
                Self.h1: Observed(.init(guests: guests, mountPoints: mounts), at: time),
                Self.h2: Observed(.init(guests: [], mountPoints: []), at: Self.now),
            ], strangers: Observed(strangers, at: Self.now))
    }

    private func reasons(
        _ action: VolumeAction, _ users: VolumeUsers, options: [String: String] = ["features.shard": "on"]
    ) -> [String] {
        VolumeGuard(
            volume: "plain", options: options, users: users, names: [Self.h1: "h1", Self.h2: "h2"], at: Self.now
        ).verdict(on: action).refusals.map(\.reason)
    }

    @Test func dataOfAVolumeThatNobodyUsesMayMove() {
        #expect(reasons(.moveData, users()).isEmpty)
        #expect(reasons(.moveData, users(mounts: ["/mnt"])).isEmpty)
    }

    @Test func shardsOfRunningVMsAreNotMoved() {
        let found = reasons(.moveData, users(guests: ["web"]))
        #expect(found.count == 1 && found[0].hasPrefix("web on h1 has images on the volume plain."))
        #expect(found[0].contains("features.shard"))
        #expect(reasons(.moveData, users(guests: ["web"]), options: [:]).isEmpty)
        #expect(reasons(.moveData, users(guests: ["web"]), options: ["features.shard": "Enable"]).count == 1)
    }

    @Test func clientsThatAreNoHostsMayRunVMs() {
        #expect(reasons(.moveData, users(strangers: ["10.0.0.9"])).count == 1)
        #expect(reasons(.stop(force: true), users(strangers: ["10.0.0.9"])).isEmpty)
    }

    @Test func whatIsNotKnownOrOldIsANo() {
        #expect(reasons(.moveData, users(age: 60)) == ["Whether VMs on h1 use the volume plain is not known."])
        #expect(reasons(.stop(force: true), users(age: 60)).count == 1)
        var silent = users()
        silent.hosts[Self.h2] = .some(nil)
        silent.strangers = nil
        #expect(reasons(.moveData, silent).count == 2)
    }

    @Test func aVolumeInUseIsNotStopped() {
        #expect(reasons(.stop(force: false), users()).isEmpty)
        #expect(
            reasons(.stop(force: false), users(mounts: ["/mnt"])) == [
                "The volume plain is mounted on h1 at /mnt."
            ])
        #expect(reasons(.stop(force: true), users(mounts: ["/mnt"])).isEmpty)
        #expect(reasons(.stop(force: true), users(guests: ["web"])).count == 1)
    }

    @Test func onlyWholeGroupsAreCopiedOrMoved() {
        func brick(_ name: String, online: Bool, blames: [String: Int] = [:]) -> GuardedBrick {
            let told = Dictionary(uniqueKeysWithValues: blames.map { (BrickID(rawValue: $0.key), $0.value) })
            return GuardedBrick(
                id: BrickID(rawValue: name), host: HostID(rawValue: name), isOnline: Observed(online, at: Self.now),
                blames: Observed(told, at: Self.now))
        }
        func reasons(_ bricks: [GuardedBrick]) -> [String] {
            let set = GuardedSet(
                id: ReplicaSetID(rawValue: "s"), name: "plain", bricks: bricks, options: Observed([:], at: Self.now))
            return StorageGuard(GuardFacts(peers: [:], sets: [set]), at: Self.now).verdict(on: .rearrangeSet(set.id))
                .refusals.map(\.reason)
        }
        let (a, b, c) = (brick("a", online: true), brick("b", online: true), brick("c", online: true))
        #expect(reasons([a, b, c]).isEmpty)
        #expect(reasons([a, b, brick("c", online: false)]) == ["The brick of plain on c is offline."])
        #expect(reasons([brick("a", online: true, blames: ["c": 2]), b, c]).count == 1)
        #expect(reasons([a, brick("b", online: false), brick("c", online: false)]).count == 1)
    }
}
