import AgentAPI
import Foundation
import Glibc
import HostCommand
import HostCommandTesting
import MortarModel
import Testing

@testable import AgentCore

@Suite struct ImagesTests {
    let volume: VolumeFolder
    let host = ScriptedCommands()
    var images: Images { volume.images(host) }

    init() throws {
        volume = try VolumeFolder()
    }

    @Test func makesASparseImageForQEMUsUser() async throws {
        try await images.make(volume.request(.gibibytes(1)))
        let status = volume.status()
        #expect(status.size == 1 << 30 && status.allocated < 1 << 20 && status.mode == 0o660)
    }

    @Test func makingAgainChangesNothing() async throws {
        try await images.make(volume.request(.mebibytes(1)))
        try Data("x".utf8).write(to: URL(filePath: volume.path("images/b.raw")))
        try await images.write(volume.request(.mebibytes(1)), content: Pieces(bytes: [1, 2, 3]))
        try await images.make(volume.request(.mebibytes(1)))
        let content = try #require(FileManager.default.contents(atPath: volume.path()))
        #expect(content.prefix(3) == Data([1, 2, 3]))
    }

    @Test func neverShrinks() async throws {
        try await images.make(volume.request(.mebibytes(2)))
        let refused = await #expect(throws: Failure.self) { try await images.make(volume.request(.mebibytes(1))) }
        #expect(refused?.code == .conflict)
        try await images.write(volume.request(.mebibytes(1)), content: Pieces(bytes: [1]))
        #expect(volume.status().size == 2 << 20)
    }

    @Test func fillsARawImageAndLeavesHoles() async throws {
        var bytes = [UInt8](repeating: 0, count: 3 << 20)
        bytes[5] = 7
        bytes[(2 << 20) + 100] = 8
        try await images.write(volume.request(.mebibytes(8)), content: Pieces(bytes: bytes, pieceSize: 77_777))
        let content = try #require(FileManager.default.contents(atPath: volume.path()))
        #expect(content == Data(bytes) + Data(count: 5 << 20))
        let status = volume.status()
        #expect(status.allocated <= 256 << 10 && status.mode == 0o660)
        #expect(try volume.files() == ["images/a.raw"])
        #expect(host.lines.isEmpty)
    }

    @Test func convertsQcow2AsQEMUsUserAndGrowsItToTheDisk() async throws {
        host.answer("setpriv", "")
        host.answer(
            "setpriv --reuid=\(volume.owner.user) --regid=\(volume.owner.group) --clear-groups --no-new-privs -- prlimit",
            QEMUImageInfoTests.json())
        try await images.write(volume.request(.mebibytes(20)), content: Pieces(bytes: ImageFormatTests.qcow2()))
        #expect(volume.status().size == 20 << 20)
        #expect(try volume.files() == ["images/a.raw"])
        let path = volume.path()
        #expect(
            host.lines.map { $0.split(separator: "-- ").last.map(String.init) } == [
                "qemu-img info --output=json -f qcow2 \(path).upload",
                "qemu-img convert -f qcow2 -O raw -n --target-is-zero -S 64k \(path).upload \(path).partial",
            ])
    }

    @Test func anUnusableUploadLeavesNothingAndChangesNothing() async throws {
        try await images.write(volume.request(.mebibytes(1)), content: Pieces(bytes: [1, 2, 3]))
        let uploads: [(Pieces, String)] = [
            (Pieces(bytes: []), "is empty"),
            (Pieces(bytes: Array("vhdxfile".utf8)), "VHDX"),
            (Pieces(bytes: ImageFormatTests.qcow2(backing: 9)), "builds upon another"),
            (Pieces(bytes: ImageFormatTests.qcow2()), "needs 10 MiB"),
            (Pieces(bytes: [UInt8](repeating: 1, count: (1 << 20) + 1)), "larger"),
        ]
        for (content, words) in uploads {
            let refused = await #expect(throws: Failure.self) {
                try await images.write(volume.request(.mebibytes(1)), content: content)
            }
            #expect(refused?.message.contains(words) == true, "\(words)")
            #expect(refused?.code == .invalid)
        }
        #expect(try volume.files() == ["images/a.raw"])
        #expect(FileManager.default.contents(atPath: volume.path())?.prefix(3) == Data([1, 2, 3]))
    }

    @Test func anUploadThatBreaksOffLeavesNothing() async throws {
        struct Broken: Error {}
        await #expect(throws: Broken.self) {
            try await images.write(
                volume.request(.mebibytes(1)), content: Pieces(bytes: [1, 2], error: Broken()))
        }
        #expect(try volume.files().isEmpty)
    }

    @Test func aConversionThatFailsLeavesNothing() async throws {
        host.fail("setpriv", "qemu-img: Image is corrupt")
        let failed = await #expect(throws: Failure.self) {
            try await images.write(volume.request(.mebibytes(20)), content: Pieces(bytes: ImageFormatTests.qcow2()))
        }
        #expect(failed?.code == .toolFailed && failed?.cause?.contains("Image is corrupt") == true)
        #expect(try volume.files().isEmpty)
    }

    @Test func deletingRemovesAllThatBelongsToTheImage() async throws {
        try await images.make(volume.request(.mebibytes(1)))
        try await images.make(volume.request(.mebibytes(1), "images/b.raw"))
        for end in [".upload", ".partial", ".seed.iso", ".seed.iso.new"] {
            try Data().write(to: URL(filePath: volume.path() + end))
        }
        try await images.delete(volume.reference())
        #expect(try volume.files() == ["images/b.raw"])
        try await images.delete(volume.reference())
    }

    @Test(arguments: ["", "/etc/passwd", "../x", "images/../../x", "images//x", ".shard/x", "images/.", "images/x/"])
    func refusesPathsThatLeadElsewhere(path: String) async throws {
        let refused = await #expect(throws: Failure.self) { try await images.make(volume.request(.zero, path)) }
        #expect(refused?.code == .invalid)
    }

    @Test func refusesLinks() async throws {
        let outside = FileManager.default.temporaryDirectory.appending(path: "outside-\(UUID())").path()
        try Data("secret".utf8).write(to: URL(filePath: outside))
        #expect(symlink(volume.mounts, volume.path("images")) == 0)
        await #expect(throws: Failure.self) { try await images.make(volume.request(.zero)) }
        #expect(symlink(outside, volume.path("leaf.raw")) == 0)
        await #expect(throws: Failure.self) {
            try await images.write(volume.request(.mebibytes(1), "leaf.raw"), content: Pieces(bytes: [1]))
        }
        await #expect(throws: Failure.self) { try await images.delete(volume.reference("leaf.raw")) }
        #expect(FileManager.default.contents(atPath: outside) == Data("secret".utf8))
    }

    @Test func neverWritesIntoAFolderThatIsNotMounted() async throws {
        let (folder, owner) = (volume.mounts, volume.owner)
        let unmounted = Images(roots: VolumeRoots(folder: folder) { "" }, commands: host) { owner }
        await #expect(throws: Failure.self) { try await unmounted.make(volume.request(.mebibytes(1))) }
        #expect(try volume.files().isEmpty)
    }
}

/// With QEMU's own tool where the machine has it and lets tests change users.
@Suite(.enabled(if: getuid() == 0 && access("/usr/bin/qemu-img", X_OK) == 0, "needs root and qemu-img"))
struct ImageConversionTests {
    @Test func aQcow2ImageBecomesTheRawOneItWasMadeOf() async throws {
        let volume = try VolumeFolder()
        var bytes = [UInt8](repeating: 0, count: 4 << 20)
        for index in stride(from: 1 << 20, to: 2 << 20, by: 3) { bytes[index] = UInt8(truncatingIfNeeded: index) }
        let raw = volume.mounts + "/source.raw"
        try Data(bytes).write(to: URL(filePath: raw))
        try await LocalCommands().output(
            of: Command("qemu-img", ["convert", "-f", "raw", "-O", "qcow2", "-c", raw, raw + ".qcow2"]))
        let packed = [UInt8](try Data(contentsOf: URL(filePath: raw + ".qcow2")))
        try await volume.images(LocalCommands()).write(
            volume.request(.mebibytes(6)), content: Pieces(bytes: packed, pieceSize: 60_000))
        #expect(FileManager.default.contents(atPath: volume.path()) == Data(bytes) + Data(count: 2 << 20))
        #expect(volume.status().allocated < 2 << 20)
    }
}
