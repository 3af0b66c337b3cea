import AgentAPI
import EngineCore
import HashTreeCollections
import Logging
import MortarModel
import MortarStore
import SimulatedAgent
import Testing

extension PendingUpgrades.Package {
    static let qemu = Self(name: "qemu-system-x86", installed: "1:7.2", candidate: "1:7.3")
    static let kernel = Self(name: "linux-image-6.1.0-40-amd64", installed: nil, candidate: "6.1.153-1")
}

@Suite struct UpgradeTests {
    /// Upgrades the second host; throws why it failed.
    private func upgrade(_ world: World, mayReboot: Bool = true) async throws {
        let job = try await world.engine.hosts.upgrade(
            world.hosts[1].id, mayReboot: mayReboot, by: RequestOrigin())
        try await world.engine.workflows.result(of: job.id)
    }

    private func refusal(_ world: World, mayReboot: Bool = true) async -> Failure? {
        await #expect(throws: Failure.self) { try await upgrade(world, mayReboot: mayReboot) }
    }

    private func host(_ world: World) throws -> Host { try world.context.inventory.hosts.required(world.hosts[1].id) }

    @Test func goesOutOfServiceAndComesBack() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.observe()
        world.cluster.setPending([.qemu, .kernel], at: World.addresses[1])
        try await world.running { try await upgrade(world) }
        #expect(try host(world).status == .up && host(world).upgrade == nil)
        #expect(world.context.inventory.vms[vm.id]?.status == .up)
        #expect(world.cluster.boots(of: World.addresses[1]) == 1)
        #expect(world.eventCodes.isSuperset(of: [840, 15, 16, 842]))
        let calls = world.cluster.calls.filter { $0.hasSuffix(World.addresses[1]) }.map { $0.split(separator: " ")[0] }
        let order = ["stopGluster", "startUpgrade", "reboot", "startGluster"].map { calls.lastIndex(of: Substring($0)) }
        #expect(order == order.sorted { ($0 ?? -1) < ($1 ?? -1) } && !order.contains(nil))
    }

    @Test func isNotRebootedUnasked() async throws {
        let (world, _) = try await World.withReplicaSet()
        world.cluster.setPending([.kernel], at: World.addresses[1])
        try await world.running { try await upgrade(world, mayReboot: false) }
        #expect(try host(world).status == .up)
        #expect(world.cluster.boots(of: World.addresses[1]) == 0)
        let event = world.context.inventory.events.first { $0.code == EventCode.hostUpgraded.rawValue }
        #expect(event?.description.contains("It has to be rebooted: linux-image") == true)
    }

    @Test func stopsInMaintenanceAtAFailureAndGoesOnWhenAskedAgain() async throws {
        let (world, _) = try await World.withReplicaSet()
        world.cluster.setPending([.qemu], at: World.addresses[1])
        world.cluster.failNextUpgrade(
            at: World.addresses[1], Failure(.toolFailed, "dpkg broke.", correction: "Mend it."))
        try await world.running {
            let failure = await refusal(world)
            #expect(failure?.message == "dpkg broke." && failure?.correction?.contains("stays in maintenance") == true)
            #expect(try host(world).status == .maintenance && host(world).upgrade == .comesBack)
            #expect(!world.cluster.isGlusterRunning(on: World.addresses[1]))
            try await upgrade(world)
        }
        #expect(world.eventCodes.contains(EventCode.hostUpgradeFailed.rawValue))
        #expect(try host(world).status == .up && host(world).upgrade == nil)
    }

    @Test func stopsWhereTheHostDoesNotComeBackFromItsActivation() async throws {
        let (world, _) = try await World.withReplicaSet()
        world.cluster.setPending([.qemu], at: World.addresses[1])
        world.cluster.failNext("startGluster")
        try await world.running {
            _ = await refusal(world)
            #expect(try host(world).status == .maintenance && host(world).upgrade == .comesBack)
            try await upgrade(world)
        }
        #expect(try host(world).status == .up)
    }

    /// Whoever activates it by hand decides that nothing is to be gone on with.
    @Test func isForgottenWhenTheHostIsActivatedByHand() async throws {
        let (world, _) = try await World.withReplicaSet()
        world.cluster.setPending([.qemu], at: World.addresses[1])
        world.cluster.failNextUpgrade(at: World.addresses[1], Failure(.toolFailed, "dpkg broke."))
        try await world.running {
            _ = await refusal(world)
            let job = try await world.engine.hosts.activate(world.hosts[1].id, by: RequestOrigin())
            try await world.engine.workflows.result(of: job.id)
        }
        #expect(try host(world).status == .up && host(world).upgrade == nil)
    }

    @Test func leavesAHostInMaintenanceThatWasThere() async throws {
        let (world, _) = try await World.withReplicaSet()
        world.cluster.setPending([.qemu], at: World.addresses[1])
        try await world.running {
            let job = try await world.engine.hosts.deactivate(
                world.hosts[1].id, reason: nil, stopsStorage: false, by: RequestOrigin())
            try await world.engine.workflows.result(of: job.id)
            try await upgrade(world)
        }
        #expect(try host(world).status == .maintenance && host(world).upgrade == nil)
        #expect(!world.cluster.isGlusterRunning(on: World.addresses[1]), "its bricks were in service")
        #expect(world.context.inventory.observations.upgrades[world.hosts[1].id]?.packages.isEmpty == true)
    }
}

extension UpgradeTests {
    @Test func isRefusedWhereThereIsNothingToDo() async throws {
        let (world, _) = try await World.withReplicaSet()
        #expect(await refusal(world)?.message.contains("nothing to upgrade") == true)
        #expect(try host(world).status == .up && !world.eventCodes.contains(840))
    }

    @Test func isRefusedWherePackagesWouldGo() async throws {
        let (world, _) = try await World.withReplicaSet()
        let gone = PendingUpgrades.Package(name: "mortar-agent", installed: "1", candidate: nil)
        world.cluster.setPending([.qemu, gone], at: World.addresses[1])
        #expect(await refusal(world)?.cause?.contains("mortar-agent") == true)
        #expect(try host(world).status == .up)
    }

    @Test func isRefusedWhileAHealIsPending() async throws {
        let (world, _) = try await World.withReplicaSet()
        world.cluster.setPending([.qemu], at: World.addresses[1])
        world.cluster.setStale("data-1", place: 2, entries: 3)
        #expect(await refusal(world)?.cause?.contains("heal") == true)
        #expect(try host(world).status == .up && host(world).upgrade == nil)
    }

    @Test func tellsWhatThereIsAndThatItCannotBeTold() async throws {
        let (world, _) = try await World.withReplicaSet()
        world.cluster.setPending([.qemu], at: World.addresses[1])
        let id = world.hosts[1].id
        let pending = try await world.engine.hosts.checkUpgrades(of: id, by: RequestOrigin())
        #expect(pending.packages == [.qemu] && !pending.needsReboot)
        #expect(world.eventCodes.contains(885))
        world.cluster.failNext("pendingUpgrades")
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.hosts.checkUpgrades(of: id, by: RequestOrigin())
        }
        #expect(failure?.message == "Host h2 does not tell what there is to upgrade.")
        #expect(world.eventCodes.contains(839))
    }

    @Test func goesOnWithAnotherEngine() async throws {
        let (world, _) = try await World.withReplicaSet()
        world.cluster.setPending([.qemu], at: World.addresses[1])
        world.cluster.holdUpgrades(true)
        let job = try await world.running {
            let job = try await world.engine.hosts.upgrade(world.hosts[1].id, mayReboot: true, by: RequestOrigin())
            try await world.cluster.untilUpgrading(World.addresses[1])
            let refused = await #expect(throws: Failure.self) {
                try await world.engine.hosts.activate(world.hosts[1].id, by: RequestOrigin())
            }
            #expect(refused?.message.contains("being upgraded") == true)
            return job
        }
        world.cluster.holdUpgrades(false)
        let cluster = world.cluster
        let context = EngineContext(
            store: try await InventoryStore(world.documents), connect: { cluster.agent(address: $0.address) })
        let successor = Engine(context, certifier: FakeCertifier(), logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await successor.run() }
            defer { group.cancelAll() }
            try await successor.workflows.result(of: job.id)
        }
        #expect(context.inventory.hosts[world.hosts[1].id]?.status == .up)
        #expect(cluster.upgrades(of: World.addresses[1]) == 1)
    }

    @Test func knowsTheEnginesHostUnlessItsIdentityWasCloned() async throws {
        let world = try await World()
        #expect(!world.context.inventory.observations.carriesEngine(world.hosts[0].id))
        world.context.store.observe { $0.engineMachineID = World.addresses[0] }
        let carriers = world.hosts.map { world.context.inventory.observations.carriesEngine($0.id) }
        #expect(carriers == [true, false, false])
        world.context.store.observe { $0.hosts[world.hosts[1].id]?.facts.machineID = World.addresses[0] }
        #expect(!world.hosts.contains { world.context.inventory.observations.carriesEngine($0.id) })
    }

    @Test func leavesTheHostInServiceWhereAVMDoesNotLeave() async throws {
        let world = try await World()
        _ = try await world.runVM()
        try await world.observe()
        world.cluster.setPending([.qemu], at: World.addresses[1])
        world.cluster.failNext("migrateVM", times: 10)
        try await world.running { #expect(await refusal(world) != nil) }
        #expect(try host(world).status == .up && host(world).upgrade == nil)
        #expect(world.cluster.upgrades(of: World.addresses[1]) == 0)
        #expect(world.eventCodes.isSuperset(of: [17, 841]))
    }
}
