import Foundation
import MortarModel
import Placement
import Testing

/// The guard on replica sets of every kind.
@Suite struct StorageGuardTests {
    static let now = Date(timeIntervalSince1970: 1_000_000)

    static func brick(
        _ host: String, online: Bool? = true, isArbiter: Bool = false, blames: [String: Int]? = [:]
    ) -> GuardedBrick {
        GuardedBrick(
            id: BrickID(rawValue: "b-\(host)"), host: HostID(rawValue: host), isArbiter: isArbiter,
            isOnline: online.map { Observed($0, at: now) },
            blames: blames.map { blames in
                Observed(Dictionary(uniqueKeysWithValues: blames.map { (BrickID(rawValue: "b-\($0)"), $1) }), at: now)
            })
    }

    static func facts(
        _ bricks: [GuardedBrick], _ options: [String: String]? = ["cluster.quorum-type": "auto"], disks: Int = 0,
        works: [GuardedWork] = [], connected: [String: Bool?] = ["h1": true, "h2": true, "h3": true]
    ) -> GuardFacts {
        let set = GuardedSet(
            id: ReplicaSetID(rawValue: "s"), name: "data-1", bricks: bricks,
            options: options.map { Observed($0, at: now) }, disks: disks)
        let peers = connected.map { (HostID(rawValue: $0), $1.map { Observed($0, at: now) }) }
        return GuardFacts(peers: Dictionary(uniqueKeysWithValues: peers), sets: [set], works: works)
    }

    static let three = [brick("h1"), brick("h2"), brick("h3")]

    private func reasons(_ action: GuardedAction, _ facts: GuardFacts, by owner: String? = nil) -> [String] {
        StorageGuard(facts, at: Self.now).verdict(on: action, by: owner).refusals.map(\.reason)
    }

    private func stop(_ host: String) -> GuardedAction { .stopBrick(BrickID(rawValue: "b-\(host)")) }
    private func replace(_ host: String) -> GuardedAction { .replaceBrick(BrickID(rawValue: "b-\(host)")) }

    @Test func oneOfThreeWholeCopiesMayGo() {
        #expect(reasons(stop("h2"), Self.facts(Self.three)) == [])
        #expect(reasons(.stopHost(HostID(rawValue: "h2")), Self.facts(Self.three)) == [])
    }

    @Test func aSecondOneMayNot() {
        let facts = Self.facts([Self.brick("h1"), Self.brick("h2", online: false), Self.brick("h3")])
        #expect(reasons(stop("h3"), facts).contains { $0.contains("quorum: 1 of 3") })
        #expect(reasons(replace("h3"), facts).contains { $0.contains("quorum") })
        #expect(reasons(.fenceHost(HostID(rawValue: "h3")), facts).contains { $0.contains("quorum") })
    }

    /// A new brick is filled from the others, and each of them counts.
    @Test func aBrickComesOnlyBesideOnesThatAreWell() {
        let add = GuardedAction.addBrick(ReplicaSetID(rawValue: "s"))
        #expect(reasons(add, Self.facts([Self.brick("h1")], [:])) == [])
        #expect(reasons(add, Self.facts([Self.brick("h1"), Self.brick("h2")])) == [])
        let away = Self.facts([Self.brick("h1"), Self.brick("h2", online: false)])
        #expect(reasons(add, away) == ["The brick of data-1 on h2 is offline."])
        let stale = Self.facts([Self.brick("h1", blames: ["h2": 7]), Self.brick("h2")])
        #expect(reasons(add, stale).contains { $0.contains("is being healed") })
        #expect(reasons(add, Self.facts([Self.brick("h1", online: nil)], [:])).contains { $0.contains("not known") })
        #expect(reasons(add, Self.facts([Self.brick("h1")], nil)).contains { $0.contains("not known") })
    }

    @Test func aDeadBrickMayBeReplacedThoughItsAbsenceIsRecorded() {
        let facts = Self.facts([
            Self.brick("h1", blames: ["h2": 7]), Self.brick("h2", online: false), Self.brick("h3", blames: ["h2": 7]),
        ])
        #expect(reasons(replace("h2"), facts) == [])
    }

    @Test func theSourceOfAHealMayNotBeReplaced() {
        let facts = Self.facts([
            Self.brick("h1"), Self.brick("h2", blames: ["h1": 3, "h3": 3]), Self.brick("h3"),
        ])
        #expect(reasons(replace("h2"), facts).contains { $0.contains("last full copy") })
        #expect(reasons(stop("h1"), facts).contains { $0.contains("being healed") })
    }

    @Test func theOtherCopyBesideAnArbiterMustBeWhole() {
        let arbiter = Self.brick("h3", isArbiter: true)
        #expect(reasons(stop("h1"), Self.facts([Self.brick("h1"), Self.brick("h2"), arbiter])) == [])
        let stale = Self.brick("h3", isArbiter: true, blames: ["h2": 1])
        let reasons = reasons(stop("h1"), Self.facts([Self.brick("h1"), Self.brick("h2"), stale]))
        #expect(reasons.contains { $0.contains("last full copy") })
    }

    @Test func theOnlyCopyStays() {
        let facts = Self.facts([Self.brick("h1")], [:], connected: ["h1": true])
        for action in [stop("h1"), replace("h1"), .stopHost(HostID(rawValue: "h1"))] {
            #expect(!reasons(action, facts).isEmpty, "\(action)")
        }
    }

    @Test func ofTwoCopiesTheFirstHasToStay() {
        let two = [Self.brick("h1"), Self.brick("h2")]
        #expect(reasons(stop("h2"), Self.facts(two)) == [])
        #expect(reasons(stop("h1"), Self.facts(two)).contains { $0.contains("quorum") })
    }

    @Test func anAbsentWitnessMakesCopiesDoubtful() {
        // With one brick enough for a write, the absent one may have taken the last write alone.
        let facts = Self.facts(
            [Self.brick("h1"), Self.brick("h2"), Self.brick("h3", online: false)], ["cluster.quorum-type": "none"])
        #expect(reasons(stop("h1"), facts).contains { $0.contains("Too few bricks") })
    }

    @Test func aCountWithoutSenseIsNoQuorum() {
        for count in ["0", "4", "two"] {
            let options = ["cluster.quorum-type": "fixed", "cluster.quorum-count": count]
            #expect(reasons(stop("h1"), Self.facts(Self.three, options)).contains { $0.contains("cannot be told") })
        }
    }

    @Test func onlyOneBrickOfASetIsInWork() {
        let work = GuardedWork(
            set: ReplicaSetID(rawValue: "s"), brick: BrickID(rawValue: "b-h1"), owner: "job-1",
            doing: "is being replaced")
        let facts = Self.facts(Self.three, works: [work])
        #expect(reasons(stop("h2"), facts) == ["The brick of data-1 on h1 is being replaced."])
        #expect(reasons(replace("h1"), facts, by: "job-2") == ["The brick of data-1 on h1 is being replaced."])
        #expect(reasons(replace("h1"), facts, by: "job-1") == [])
    }

    @Test func aHostWithBricksIsNotRemovedNorASetWithDisks() {
        let facts = Self.facts(Self.three, disks: 2)
        #expect(reasons(.removeHost(HostID(rawValue: "h1")), facts) == ["h1 carries a brick of data-1."])
        #expect(reasons(.removeSet(ReplicaSetID(rawValue: "s")), facts) == ["data-1 holds 2 disks."])
        #expect(reasons(.removeSet(ReplicaSetID(rawValue: "s")), Self.facts(Self.three)) == [])
    }

    @Test func thePoolKeepsMoreThanHalfOfItsMembers() {
        let options = ["cluster.quorum-type": "auto", "cluster.server-quorum-type": "server"]
        let connected: [String: Bool?] = ["h1": true, "h2": true, "h3": true, "h4": true, "h5": false, "h6": false]
        let reasons = reasons(
            .stopHost(HostID(rawValue: "h4")), Self.facts(Self.three, options, connected: connected))
        #expect(reasons.contains { $0.contains("only 3 of 6 members") })
    }

    @Test func factsThatAreMissingAreANo() {
        let withoutOptions = Self.facts(Self.three, nil)
        let withoutState = Self.facts([Self.brick("h1", online: nil), Self.brick("h2"), Self.brick("h3")])
        let withoutBlames = Self.facts([Self.brick("h1", blames: nil), Self.brick("h2"), Self.brick("h3")])
        for facts in [withoutOptions, withoutState, withoutBlames] {
            for action in [stop("h2"), replace("h2"), .stopHost(HostID(rawValue: "h2"))] {
                #expect(reasons(action, facts).contains { $0.contains("not known") }, "\(action)")
            }
        }
        let withoutPeer = Self.facts(Self.three, connected: ["h1": true, "h2": true, "h3": Bool?.none])
        #expect(reasons(.stopHost(HostID(rawValue: "h2")), withoutPeer).contains { $0.contains("not known") })
    }

    @Test func factsFromTheFutureAreANo() {
        let early = StorageGuard(Self.facts(Self.three), at: Self.now - 1)
        #expect(!early.verdict(on: stop("h1")).isAllowed)
    }

    @Test func whatIsNotKnownAtAllIsRefused() {
        #expect(!reasons(stop("h9"), Self.facts(Self.three)).isEmpty)
        #expect(!reasons(.stopHost(HostID(rawValue: "h9")), Self.facts(Self.three)).isEmpty)
    }
}

/// Defects of oVirt's that the guard is there to not repeat.
@Suite struct KnownDefectTests {
    private let facts = StorageGuardTests.facts(StorageGuardTests.three)

    @Test func powerSavingStopsNoReplicaWithoutACheck() {
        let oneDown = StorageGuardTests.facts([
            StorageGuardTests.brick("h1"), StorageGuardTests.brick("h2", online: false), StorageGuardTests.brick("h3"),
        ])
        let verdict = StorageGuard(oneDown, at: StorageGuardTests.now).verdict(on: .stopHost(HostID(rawValue: "h3")))
        #expect(!verdict.isAllowed)
    }

    @Test func fencingIsRefusedWhenTheVolumeFactsCannotBeRead() {
        let unread = StorageGuardTests.facts(
            ["h1", "h2", "h3"].map { StorageGuardTests.brick($0, online: nil, blames: nil) }, nil)
        let verdict = StorageGuard(unread, at: StorageGuardTests.now).verdict(on: .fenceHost(HostID(rawValue: "h2")))
        #expect(!verdict.isAllowed)
        #expect(verdict.refusals.allSatisfy { !$0.remedy.isEmpty })
    }

    @Test func fixedQuorumIsReadFromTheVolumesOptions() {
        let options = ["cluster.quorum-type": "fixed", "cluster.quorum-count": "3"]
        let strict = StorageGuardTests.facts(StorageGuardTests.three, options)
        let action = GuardedAction.stopBrick(BrickID(rawValue: "b-h1"))
        #expect(!StorageGuard(strict, at: StorageGuardTests.now).verdict(on: action).isAllowed)
        #expect(StorageGuard(facts, at: StorageGuardTests.now).verdict(on: action).isAllowed)
    }
}
