import Foundation
import Testing

@testable import LibvirtKit

@Suite struct BlockCopyTests {
    @Test func tellsHowFarAJobIs() {
        #expect(BlockJob(told: 3, of: 7) == BlockJob(current: 3, end: 7))
    }

    @Test(arguments: [(0, 0), (0, 1), (1, 1)] as [(UInt64, UInt64)])
    func knowsNothingOfAJobThatHasJustBegun(current: UInt64, end: UInt64) {
        #expect(BlockJob(told: current, of: end) == BlockJob(current: 0, end: 0))
    }

    @Test func saysThatADriverCannotCopy() async throws {
        let connection = LibvirtConnection(uri: "test:///default")
        let domain = try #require(try await connection.domains().first)
        let order = BlockCopyOrder(device: "vda", destination: "<disk/>", bandwidth: 1 << 20)
        let refusals: [@Sendable () async throws -> Void] = [
            { try await connection.copyBlock(of: domain.id, by: order) },
            { _ = try await connection.blockJob(of: domain.id, device: "vda") },
            { try await connection.switchToBlockCopy(of: domain.id, device: "vda") },
            { try await connection.abortBlockCopy(of: domain.id, device: "vda") },
        ]
        for refusal in refusals {
            let failure = await #expect(throws: LibvirtError.self) { try await refusal() }
            #expect(failure?.code == .notSupported)
        }
    }
}
