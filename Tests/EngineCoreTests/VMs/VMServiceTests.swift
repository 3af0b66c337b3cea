import EngineCore
import MortarModel
import SimulatedAgent
import Testing

@Suite struct VMServiceTests {
    @Test(arguments: [
        ("", 1, 256), ("a b", 1, 256), ("web", 0, 256), ("web", 1, 8), ("web", 1025, 256),
        ("web", .max, 256), ("web", 1, (64 << 20) + 1), ("web", 1, .max >> 20),
    ])
    func refusesWhatIsNoVM(name: String, cpus: Int, mebibytes: Int64) async throws {
        let world = try await World()
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.vms.add(
                .init(name: name, cluster: world.hosts[0].clusterID, cpus: cpus, memory: .mebibytes(mebibytes)),
                by: .init())
        }
        #expect(failure?.code == .invalid)
        #expect(failure?.correction != nil)
        #expect(world.context.inventory.vms.count == 0)
    }

    @Test func aNameIsTakenOnce() async throws {
        let world = try await World()
        let addition = VMService.Addition(
            name: "web", cluster: world.hosts[0].clusterID, cpus: 1, memory: .gibibytes(1))
        _ = try await world.engine.vms.add(addition, by: .init())
        let failure = await #expect(throws: Failure.self) { try await world.engine.vms.add(addition, by: .init()) }
        #expect(failure?.code == .conflict)
    }

    @Test func aVMThatIsTooLargeIsRefusedWithEveryHostsReason() async throws {
        let world = try await World()
        let vm = try await world.engine.vms.add(
            .init(name: "big", cluster: world.hosts[0].clusterID, cpus: 1, memory: .gibibytes(64)), by: .init())
        let failure = await #expect(throws: Failure.self) { try await world.engine.vms.start(vm.id, by: .init()) }
        #expect(failure?.code == .noCapacity)
        #expect(failure?.cause?.contains("h3") == true)
        #expect(world.context.inventory.vms[vm.id]?.status == .down)
        #expect(world.context.inventory.workflows.count == 0)
    }

    @Test func aDiskThatFitsNowhereIsRefusedWithTheLargestPossible() async throws {
        let world = try await World()
        let domain = try await world.makeStorageDomain().domain
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.disks.add(
                .init(name: "d", size: .gibibytes(9), storageDomain: domain.id), by: .init())
        }
        #expect(failure?.code == .noCapacity)
        #expect(failure?.cause?.contains("7.6 GiB") == true)
        #expect(world.context.inventory.disks.count == 0)
    }

    @Test(arguments: [.min, -1, 0, (1 << 50) + 1, .max] as [Int64])
    func refusesWhatIsNoSizeOfADisk(bytes: Int64) async throws {
        let world = try await World()
        let domain = try await world.makeStorageDomain().domain
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.disks.add(
                .init(name: "d", size: ByteCount(bytes), storageDomain: domain.id), by: .init())
        }
        #expect(failure?.code == .invalid)
        #expect(failure?.correction != nil)
    }

    @Test func aFailedStartLeavesTheVMDownAndSaysWhy() async throws {
        let world = try await World()
        let vm = try await world.makeVM()
        world.cluster.failNext("startVM")
        try await world.running {
            let job = try await world.engine.vms.start(vm.id, by: .init(user: "admin@internal", correlationID: "c1"))
            let failure = await #expect(throws: Failure.self) { try await world.engine.workflows.result(of: job.id) }
            #expect(failure?.code == .toolFailed)
            #expect(world.context.inventory.vms[vm.id]?.status == .down)
            let event = world.context.inventory.events.first { $0.code == EventCode.vmStartFailed.rawValue }
            #expect(event?.correlationID == "c1")
        }
    }

    @Test func anInterruptedWorkflowGoesOnInTheNextEngine() async throws {
        let world = try await World()
        let vm = try await world.makeVM()
        let job = try await world.engine.vms.start(vm.id, by: .init())
        #expect(world.context.inventory.vms[vm.id]?.status == .waitForLaunch)
        try await world.running {
            try await world.engine.workflows.result(of: job.id)
            #expect(world.context.inventory.vms[vm.id]?.status == .up)
        }
    }
}
