import EngineCore
import MortarModel
import NIOCore
import SimulatedAgent
import Testing

@Suite struct DiskServiceTests {
    private struct Gone: Error {}

    @Test(arguments: [DiskStatus.ok, .illegal])
    func anUploadThatTheAgentRefusesLeavesTheDiskAsItWas(status: DiskStatus) async throws {
        let (world, disk) = try await disk(status)
        world.cluster.failNext("writeImage")
        await #expect(throws: Failure.self) { try await world.engine.disks.write(disk, content: content("image")) }
        #expect(world.context.inventory.disks[disk]?.status == status)
        try await world.engine.disks.write(disk, content: content("image"))
        #expect(world.context.inventory.disks[disk]?.status == .ok)
    }

    @Test func anUploadThatBreaksOffLeavesTheDiskAsItWas() async throws {
        let (world, disk) = try await disk(.ok)
        await #expect(throws: Gone.self) {
            try await world.engine.disks.write(disk, content: content("image", end: Gone()))
        }
        #expect(world.context.inventory.disks[disk]?.status == .ok)
    }

    @Test func aDiskIsIllegalWhenTheAgentIsLostWithTheWholeImage() async throws {
        let (world, disk) = try await disk(.ok)
        let content = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
            continuation.yield(ByteBuffer(string: "image"))
            for address in World.addresses { world.cluster.setPower(false, address: address) }
            continuation.finish()
        }
        await #expect(throws: Failure.self) { try await world.engine.disks.write(disk, content: content) }
        #expect(world.context.inventory.disks[disk]?.status == .illegal)
    }

    private func disk(_ status: DiskStatus) async throws -> (World, DiskID) {
        let world = try await World()
        let id = try await world.makeVM().disks[0]
        try await world.context.store.change { $0.disks[id]?.status = status }
        return (world, id)
    }

    private func content(_ text: String, end: (any Error)? = nil) -> AsyncThrowingStream<ByteBuffer, any Error> {
        AsyncThrowingStream { continuation in
            continuation.yield(ByteBuffer(string: text))
            continuation.finish(throwing: end)
        }
    }
}
