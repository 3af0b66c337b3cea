import EngineCore
import Foundation
import MortarModel
import NIOCore
import SimulatedAgent
import Testing

@Suite struct MoveRequestTests {
    private func refusal(
        _ moving: MovingDisk, _ move: DiskService.Move? = nil
    ) async throws -> Failure? {
        let (disks, wished) = (moving.world.engine.disks, move ?? .init(replicaSet: moving.target.id))
        return await #expect(throws: Failure.self) {
            try await disks.move(moving.disk.id, wished, by: RequestOrigin())
        }
    }

    @Test func takesItsRoomAtOnce() async throws {
        let moving = try await MovingDisk(in: try await World(), isRunning: true)
        let before = moving.world.context.inventory.free(in: moving.target)
        _ = try await moving.reserved()
        #expect(moving.world.context.inventory.free(in: moving.target) == before - moving.disk.size)
        #expect(try moving.now.status == .locked)
    }

    @Test func refusesWhatWouldTakeTheVMAway() async throws {
        let moving = try await MovingDisk(in: try await World(), isRunning: true)
        _ = try await moving.reserved()
        let (engine, vm, disk) = (moving.world.engine, moving.vm.id, moving.disk.id)
        let requests: [@Sendable () async throws -> Void] = [
            { _ = try await engine.vms.stop(vm, by: RequestOrigin()) },
            { try await engine.vms.shutDown(vm) },
            { _ = try await engine.vms.migrate(vm, to: nil, by: RequestOrigin()) },
            { _ = try await engine.vms.remove(vm, by: RequestOrigin()) },
            { _ = try await engine.disks.remove(disk, by: RequestOrigin()) },
            { _ = try await engine.disks.move(disk, .init(), by: RequestOrigin()) },
        ]
        for request in requests {
            let refused = await #expect(throws: Failure.self) { try await request() }
            #expect(refused?.code == .conflict)
        }
        #expect(moving.world.context.inventory.vms[vm]?.status == .up)
    }

    @Test func refusesToStartAVMWhoseDiskIsMoved() async throws {
        let moving = try await MovingDisk(in: try await World(), isRunning: false)
        _ = try await moving.reserved()
        let (vms, vm) = (moving.world.engine.vms, moving.vm.id)
        let refused = await #expect(throws: Failure.self) { try await vms.start(vm, by: RequestOrigin()) }
        #expect(refused?.code == .conflict)
    }

    @Test(arguments: [VMStatus.migrating, .paused, .unknown, .poweringDown])
    func refusesWhileTheVMIsNeitherUpNorDown(status: VMStatus) async throws {
        let moving = try await MovingDisk(in: try await World(), isRunning: true)
        try await moving.world.context.store.change { $0.vms[moving.vm.id]?.enter(status, at: Date()) }
        let refused = try await refusal(moving)
        #expect(refused?.code == .conflict && refused?.message.contains(status.rawValue) == true)
    }

    @Test func refusesWhatCannotBe() async throws {
        let moving = try await MovingDisk(in: try await World(), isRunning: false)
        #expect(try await refusal(moving, .init(replicaSet: moving.disk.replicaSetID))?.code == .conflict)
        #expect(try await refusal(moving, .init(replicaSet: ReplicaSetID()))?.code == .notFound)
        let elsewhere = DiskService.Move(
            replicaSet: moving.target.id, storageDomain: moving.disk.storageDomainID)
        #expect(try await refusal(moving, elsewhere)?.code == .invalid)
        let slow = DiskService.Move(replicaSet: moving.target.id, bandwidth: .kibibytes(1))
        #expect(try await refusal(moving, slow)?.code == .invalid)
        #expect(try await refusal(moving, .init())?.code == .noCapacity, "Its storage domain has no other set.")
    }

    @Test func refusesASetThatIsFull() async throws {
        let moving = try await MovingDisk(in: try await World(), isRunning: false)
        let large = Disk(
            name: "large", storageDomainID: moving.target.storageDomainID, replicaSetID: moving.target.id,
            size: .gibibytes(7), status: .ok)
        try await moving.world.context.store.change { $0.disks.insert(large) }
        #expect(try await refusal(moving)?.code == .noCapacity)
    }

    @Test func choosesASetOfTheStorageDomain() async throws {
        let moving = try await MovingDisk(in: try await World(), isRunning: false)
        let domain = moving.target.storageDomainID
        _ = try await moving.world.engine.disks.move(
            moving.disk.id, .init(storageDomain: domain), by: RequestOrigin())
        #expect(try moving.now.movingSetID == moving.target.id)
        let storage = moving.world.engine.storage
        let refused = await #expect(throws: Failure.self) { try await storage.remove(domain, by: RequestOrigin()) }
        #expect(refused?.code == .conflict)
    }
}
