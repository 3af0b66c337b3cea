import AgentAPI
import HashTreeCollections
import MortarModel
import Placement
import SimulatedAgent
import Testing
import Workflow

@testable import EngineCore

@Suite struct RaiseCopiesTests {
    @Test func raiseCopies() async throws {
        try await WorkflowHarness<RaiseCopies>(
            prepare: { world in
                let set = try await world.makeOneCopySets()[0]
                let domain = try world.context.inventory.storageDomains.required(set.storageDomainID)
                let additions = [1, 2].map { CopyAddition(set: set.id, new: world.brick(on: $0)) }
                return RaiseCopies(domain: domain, redundancy: .threeCopies, additions: additions)
            },
            expectDone: { world, workflow in
                let inventory = world.context.inventory
                #expect(inventory.storageDomains[workflow.domain.id]?.redundancy == .threeCopies)
                let set = try #require(inventory.replicaSets.sortedByName.first)
                #expect(set.redundancy == .threeCopies && set.work == nil)
                #expect(set.bricks.suffix(2) == workflow.additions.map(\.new)[...])
                let volume = try world.volume("data-1")
                #expect(volume.options == VolumeOptions.dictionary(for: .threeCopies))
                #expect(inventory.events.count { $0.code == EventCode.copiesRaised.rawValue } == 1)
            },
            expectUndone: { world, workflow in
                let inventory = world.context.inventory
                // Copies that were added stay; only the domain does not promise them yet.
                #expect(inventory.storageDomains[workflow.domain.id]?.redundancy == .oneCopy)
                #expect(inventory.replicaSets.allSatisfy { $0.work == nil && $0.bricks.count == 3 })
            },
            pointOfNoReturn: 1, beginsOthers: true
        ).runAll()
    }

    // MARK: Asking for it

    /// Returns the plan of the last of several raises.
    @discardableResult
    private func copy(_ world: World, _ set: ReplicaSet, to steps: Redundancy...) async throws -> RaisePlan {
        try await world.running {
            var last: RaisePlan?
            for redundancy in steps {
                let (plan, job) = try await world.engine.storage.raiseCopies(
                    of: set.storageDomainID, to: redundancy, .init(), by: RequestOrigin())
                try await world.context.result(of: job.id)
                last = plan
            }
            return try #require(last)
        }
    }

    @Test func everySetOfADomainComesToThreeCopies() async throws {
        let world = try await World()
        let sets = try await world.makeOneCopySets(2)
        let plan = try await copy(world, sets[0], to: .threeCopies)
        #expect(plan.copies.copies.count == 4 && plan.isAllowed)
        #expect(plan.copies.copies[0].tolerance.onlyCopy == world.hosts[0].id)
        for set in world.context.inventory.replicaSets {
            #expect(Set(set.bricks.map(\.hostID)) == Set(world.hosts.map(\.id)) && set.redundancy == .threeCopies)
        }
        // What it grows by afterwards keeps as many.
        for host in world.hosts { world.cluster.insertDevice(of: host.address) }
        try await world.observe()
        let growth = try await world.engine.storage.expansionPlan(of: sets[0].storageDomainID, .init())
        #expect(growth.sets.map(\.bricks.count) == [3])
    }

    @Test func anArbiterComesLast() async throws {
        let world = try await World()
        let sets = try await world.makeOneCopySets()
        _ = try await copy(world, sets[0], to: .twoCopiesAndArbiter)
        let set = try #require(world.context.inventory.replicaSets.sortedByName.first)
        #expect(set.redundancy == .twoCopiesAndArbiter && set.bricks.map(\.isArbiter) == [false, false, true])
        #expect(try world.volume("data-1").arbiters == 1)
    }

    /// The arbiter goes, and a copy comes to its host, where there is another device.
    @Test func aCopyTakesTheArbitersPlace() async throws {
        let world = try await World()
        let sets = try await world.makeOneCopySets()
        let plan = try await copy(world, sets[0], to: .twoCopiesAndArbiter, .threeCopies)
        #expect(plan.copies.copies.count == 1 && plan.copies.copies[0].leaving?.isArbiter == true)
        let set = try #require(world.context.inventory.replicaSets.sortedByName.first)
        #expect(set.redundancy == .threeCopies && set.bricks.map(\.isArbiter) == [false, false, false])
        #expect(set.bricks.last == plan.copies.copies[0].new && set.work == nil)
        let volume = try world.volume("data-1")
        #expect(volume.arbiters == 0 && volume.hosts.count == 3)
        #expect(world.context.inventory.storageDomains[set.storageDomainID]?.redundancy == .threeCopies)
    }

    /// The arbiter is gone, and the new brick could not be added: the set has two copies, and the next attempt adds the third.
    @Test func anArbiterThatIsGoneIsWrittenDown() async throws {
        let world = try await World()
        let set = try await world.makeOneCopySets()[0]
        _ = try await copy(world, set, to: .twoCopiesAndArbiter)
        try await world.observe()
        let now = try world.context.inventory.replicaSets.required(set.id)
        let place = try #require(world.hosts.firstIndex { $0.id == now.bricks[2].hostID })
        var workflow = AddBrick(
            set: now, new: world.brick(on: place), leaving: now.bricks[2], redundancy: .threeCopies)
        for step in AddBrick.steps.prefix(2) { try await step.action(&workflow, world.context) }
        world.cluster.loseArbiter(of: "data-1")
        try await world.undo(&workflow, first: 3, times: 2)
        let left = try world.context.inventory.replicaSets.required(set.id)
        #expect(left.bricks == Array(now.bricks.prefix(2)) && left.work == nil)
        #expect(world.context.inventory.retiredBricks.map(\.brick) == [now.bricks[2]])
        try await world.observe()
        let plan = try await world.engine.storage.raisePlan(of: set.storageDomainID, to: .threeCopies, .init())
        #expect(plan.copies.copies.count == 1 && plan.copies.copies[0].leaving == nil && plan.isAllowed)
    }

    /// A set that has two copies already, as an earlier attempt left it, gets the third.
    @Test func goesOnWhereAnEarlierAttemptEnded() async throws {
        let world = try await World()
        let set = try await world.makeOneCopySets()[0]
        try await world.carry(AddBrick(set: set, new: world.brick(on: 1), redundancy: .threeCopies))
        try await world.observe()
        let plan = try await world.engine.storage.raisePlan(of: set.storageDomainID, to: .threeCopies, .init())
        #expect(plan.copies.copies.map(\.new.hostID) == [world.hosts[2].id])
    }

    @Test func saysWhyNot() async throws {
        let world = try await World()
        let set = try await world.makeOneCopySets()[0]
        let refusals: [(Redundancy, String)] = [(.oneCopy, "keeps one copy already")]
        for (redundancy, words) in refusals {
            let failure = await #expect(throws: Failure.self) {
                try await world.engine.storage.raisePlan(of: set.storageDomainID, to: redundancy, .init())
            }
            #expect(failure?.code == .conflict && failure?.message.contains(words) == true, "\(failure as Any)")
        }
        let (three, other) = try await World.withReplicaSet()
        for (redundancy, words) in [
            (Redundancy.oneCopy, "cannot keep fewer copies"), (.twoCopiesAndArbiter, "cannot keep fewer copies"),
            (.threeCopies, "keeps three copies already"),
        ] {
            let failure = await #expect(throws: Failure.self) {
                try await three.engine.storage.raisePlan(of: other.storageDomainID, to: redundancy, .init())
            }
            #expect(failure?.code == .conflict && failure?.message.contains(words) == true, "\(failure as Any)")
        }
    }

    @Test func saysWhatIsMissing() async throws {
        let single = try await World(hosts: 1)
        let alone = try await single.makeOneCopySets()[0]
        let hosts = await #expect(throws: Failure.self) {
            try await single.engine.storage.raisePlan(of: alone.storageDomainID, to: .threeCopies, .init())
        }
        #expect(hosts?.code == .noCapacity && hosts?.message == "Three copies need bricks on 3 hosts.")
        #expect(hosts?.cause?.contains("Only h1 has") == true)
        let world = try await World()
        let set = try await world.makeOneCopySets()[0]
        world.cluster.occupy("/dev/sdb", of: world.hosts[2].address)
        world.cluster.occupy("/dev/sdc", of: world.hosts[2].address)
        world.cluster.insertDevice(of: world.hosts[2].address, size: .gibibytes(4))
        let room = await #expect(throws: Failure.self) {
            try await world.engine.storage.raisePlan(of: set.storageDomainID, to: .threeCopies, .init())
        }
        #expect(room?.code == .noCapacity && room?.message == "1 device is missing for three copies.", "\(room as Any)")
        #expect(room?.correction?.contains("at least 8 GiB") == true)
    }

    /// What the guard has against it is told by the plan, and prevents the beginning.
    @Test func aHealThatHasNotEndedPreventsIt() async throws {
        let world = try await World()
        let set = try await world.makeOneCopySets()[0]
        world.cluster.setStale("data-1", place: 0, entries: 3)
        let plan = try await world.engine.storage.raisePlan(of: set.storageDomainID, to: .threeCopies, .init())
        #expect(!plan.isAllowed && plan.refusals[0].reason.contains("is being healed"))
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.storage.raiseCopies(
                of: set.storageDomainID, to: .threeCopies, .init(), by: RequestOrigin())
        }
        #expect(failure?.code == .conflict)
        #expect(world.context.inventory.workflows.count == 0)
    }

    @Test func aDomainIsChangedInOneWayAtATime() async throws {
        let world = try await World()
        let set = try await world.makeOneCopySets()[0]
        let id = set.storageDomainID
        _ = try await world.engine.storage.raiseCopies(of: id, to: .threeCopies, .init(), by: RequestOrigin())
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.storage.expand(id, .init(), by: RequestOrigin())
        }
        #expect(failure?.code == .conflict && failure?.message.contains("copied") == true, "\(failure as Any)")
    }
}
