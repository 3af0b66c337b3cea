import Foundation
import Glibc
import HostCommand
import MortarModel

/// The file that is the medium of a lab's disk: sparse, and of the disk's size for as long as the disk works.
///
/// A disk has failed when its file holds less than the disk's size. The kernel answers reads beyond a loop device's file
/// with EIO and keeps the device's size; that the file is immutable makes writes fail alike.
struct DiskFile: Sendable {
    let path: String
    let size: ByteCount
    let runner: any CommandRunner

    /// Whether the disk has failed, from facts. A file that is not there yet is of a disk that works.
    var hasFailed: Bool {
        get throws {
            guard FileManager.default.fileExists(atPath: path) else { return false }
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            return ((attributes[.size] as? NSNumber)?.int64Value ?? 0) < size.bytes
        }
    }

    /// Makes the file if it is not there.
    func make() throws {
        if FileManager.default.fileExists(atPath: path) { return }
        try resize(to: size)
    }

    /// Takes all data away and has every access fail from now on.
    func fail() async throws {
        try resize(to: .zero)
        try await setImmutable(true)
    }

    /// Gives a device its file, also that of a disk which has failed and is to have its size nevertheless.
    func attach(to loops: LoopDevices) async throws -> String {
        guard try hasFailed else { return try await loops.attach(path) }
        try await setImmutable(false)
        try resize(to: size)
        let device = try await loops.attach(path)
        try await fail()
        return device
    }

    /// Deletes the file. A device that is in use keeps what is open.
    func remove() async throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        try await setImmutable(false)
        try FileManager.default.removeItem(atPath: path)
    }

    /// Deletes the files of all disks of a host, whatever is recorded of them.
    static func removeAll(in folder: HostFolder, _ runner: any CommandRunner) async throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".img") {
            try await Self(path: "\(folder.path)/\(name)", size: .zero, runner: runner).remove()
        }
    }

    private func setImmutable(_ immutable: Bool) async throws {
        try await runner.output(of: Command("chattr", [immutable ? "+i" : "-i", "--", path]))
    }

    private func resize(to size: ByteCount) throws {
        let descriptor = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw fileFailure(path) }
        defer { close(descriptor) }
        guard ftruncate(descriptor, Int(size.bytes)) == 0 else { throw fileFailure(path) }
    }
}
