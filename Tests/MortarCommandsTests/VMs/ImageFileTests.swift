import Foundation
import MortarModel
import Testing

@testable import MortarCommands

@Suite struct ImageFileTests {
    private func file(_ bytes: [UInt8]) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "image-\(UUID())").path()
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    /// The first bytes of `qemu-img create -f qcow2 x.qcow2 10G` (QEMU 7.2).
    private let qcow2: [UInt8] = [
        0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 2, 0x80, 0, 0,
        0,
        0, 0, 0, 0,
    ]

    @Test func aQcow2ImageSaysHowLargeItsDiskIs() throws {
        let image = try ImageFile(path: file(qcow2))
        #expect(image.virtualSize == 10 << 30)
        #expect(image.size == 36)
    }

    @Test func anyOtherFileIsTheDiskItself() throws {
        #expect(try ImageFile(path: file([1, 2, 3])).virtualSize == 3)
    }

    @Test func refusesWhatCannotBeAnImage() throws {
        let empty = try file([])
        #expect(throws: Failure.self) { try ImageFile(path: empty) }
        let broken = try file(Array(qcow2[..<24]) + [UInt8](repeating: 0xFF, count: 8))
        #expect(throws: Failure.self) { try ImageFile(path: broken) }
        let failure = #expect(throws: Failure.self) { try ImageFile(path: "/no/such/image") }
        #expect(failure?.cause == "No such file or directory.")
    }
}
