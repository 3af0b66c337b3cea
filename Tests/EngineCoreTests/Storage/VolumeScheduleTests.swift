import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import Testing

import struct Foundation.Date
import struct Foundation.TimeInterval

@Suite struct VolumeScheduleTests {
    let looked = Date(timeIntervalSince1970: 1_000_000)

    /// A storage domain whose only volume was looked at a while ago.
    private func inventory(
        pending: Int? = 0, online: Bool = true, redundancy: Redundancy = .threeCopies
    ) async throws -> Inventory {
        let world = try await World()
        var inventory = world.context.inventory
        let storage = world.newStorageDomain(redundancy)
        var domain = storage.domain
        domain.status = .active
        inventory.storageDomains.insert(domain)
        inventory.replicaSets.insert(storage.sets[0])
        let brick = VolumeBrick(host: "10.0.0.1", directory: "/brick")
        let facts = VolumeFacts(
            id: "1", name: "data-1", type: "Replicate", isStarted: true, replicaCount: 3, arbiterCount: 0,
            bricks: [
                VolumeBrickFacts(
                    brick: brick, isArbiter: false, isOnline: online, port: nil, pid: nil, size: nil, free: nil)
            ],
            options: [:])
        let heal = HealSummary(bricks: [.init(brick: brick, isConnected: true, pending: pending, splitBrain: 0)])
        inventory.observations.volumesAsked = looked
        inventory.observations.volumes["data-1"] = VolumeObservation(
            facts: facts, observed: looked, heal: heal, healObserved: looked)
        return inventory
    }

    private func isDue(_ inventory: Inventory, after seconds: TimeInterval) -> Bool {
        VolumeSchedule.isLookDue(inventory, at: looked.addingTimeInterval(seconds))
    }

    @Test func looksRarelyWhileAllIsWell() async throws {
        let inventory = try await inventory()
        #expect(!isDue(inventory, after: 59))
        #expect(isDue(inventory, after: -3600), "The clock was set back.")
        #expect(isDue(inventory, after: 60))
    }

    @Test func looksOftenWhileABrickIsOfflineSomethingWaitsOrIsUnknown() async throws {
        for inventory in try await [inventory(online: false), inventory(pending: 2), inventory(pending: nil)] {
            #expect(!isDue(inventory, after: 2))
            #expect(isDue(inventory, after: 3))
        }
    }

    @Test func looksOftenWhileAHostIsSilent() async throws {
        var inventory = try await inventory()
        let host = try #require(inventory.hosts.named("h2"))
        inventory.hosts[host.id]?.status = .connecting
        #expect(isDue(inventory, after: 3))
    }

    @Test func looksAtOnceWhenAHostTellsOfAChange() async throws {
        var inventory = try await inventory()
        inventory.observations.changed = looked.addingTimeInterval(1)
        #expect(isDue(inventory, after: 1))
        inventory.observations.changed = looked.addingTimeInterval(-1)
        #expect(!isDue(inventory, after: 1))
    }

    @Test func looksAtOnceWhereNobodyHasLookedAndNotAtWhatIsNotInService() async throws {
        var inventory = try await inventory()
        inventory.observations.volumesAsked = nil
        #expect(isDue(inventory, after: 0))
        inventory.storageDomains[try #require(inventory.storageDomains.named("data")).id]?.status = .locked
        #expect(!isDue(inventory, after: 1000))
    }

    @Test func looksOftenButNotAllTheTimeForAVolumeThatIsNotTold() async throws {
        var never = try await inventory()
        never.observations.volumes["data-1"] = nil
        var notNow = try await inventory()
        notNow.observations.volumes["data-1"]?.observed = looked.addingTimeInterval(-3)
        for inventory in [never, notNow] {
            #expect(!isDue(inventory, after: 2))
            #expect(isDue(inventory, after: 3))
        }
    }

    @Test(arguments: [(0, 299.0, false), (0, 300, true), (2, 9, false), (2, 10, true), (nil, 10, true)])
    func asksForHealsOftenOnlyWhereSomethingWaits(_ pending: Int?, _ seconds: TimeInterval, _ due: Bool) async throws {
        let inventory = try await inventory(pending: pending)
        let set = try #require(inventory.replicaSets.named("data-1"))
        #expect(VolumeSchedule.isHealSummaryDue(of: set, inventory, at: looked.addingTimeInterval(seconds)) == due)
    }

    @Test func asksForHealsWhenTheyWereForgottenAndNeverOfASingleCopy() async throws {
        var inventory = try await inventory()
        inventory.observations.volumes["data-1"]?.healObserved = nil
        var set = try #require(inventory.replicaSets.named("data-1"))
        #expect(VolumeSchedule.isHealSummaryDue(of: set, inventory, at: looked))
        set.bricks.removeLast(2)
        #expect(!VolumeSchedule.isHealSummaryDue(of: set, inventory, at: looked.addingTimeInterval(1000)))
    }

    @Test func aSummaryWithoutBricksIsNotClean() {
        #expect(HealSummary(bricks: []).pending == nil)
    }
}
