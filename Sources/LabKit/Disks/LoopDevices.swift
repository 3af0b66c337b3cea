import Foundation
import HostCommand

/// The loop devices of the machine and the files behind them.
struct LoopDevices: Sendable {
    let runner: any CommandRunner

    /// The device of a file, or nil when it has none.
    func device(of file: String) async throws -> String? {
        try await list().first { $0.file == file }?.device
    }

    /// Every device whose file lies in a folder.
    func devices(in folder: String) async throws -> [LoopDevice] {
        try await list().filter { $0.file.hasPrefix(folder + "/") }
    }

    func attach(_ file: String) async throws -> String {
        let output = try await runner.output(of: Command("losetup", ["--find", "--show", "--", file]))
        return output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Detaches a device; one that has gone meanwhile is as wished.
    func detach(_ device: String) async throws {
        let command = Command("losetup", ["--detach", device])
        let output = try await runner.run(command)
        guard output.status != 0, try await list().contains(where: { $0.device == device }) else { return }
        throw CommandFailure(command, .exit(output.status), tail: output.standardError)
    }

    func list() async throws -> [LoopDevice] {
        let output = try await runner.output(
            of: Command("losetup", ["--json", "--list", "--output", "NAME,BACK-FILE"]))
        return try LoopDevice.list(from: output)
    }
}

/// A loop device that has a file.
struct LoopDevice: Hashable, Sendable {
    var device: String
    var file: String

    /// Reads the output of `losetup --json --list`, which is empty when there are no devices.
    static func list(from output: String) throws -> [Self] {
        guard output.contains("{") else { return [] }
        let listing = try JSONDecoder().decode(Listing.self, from: Data(output.utf8))
        return listing.loopdevices.compactMap { entry in
            entry.file.map { Self(device: entry.name, file: $0.removingSuffix(" (deleted)")) }
        }
    }

    private struct Listing: Decodable {
        var loopdevices: [Entry]
    }

    private struct Entry: Decodable {
        var name: String
        var file: String?

        enum CodingKeys: String, CodingKey {
            case name
            case file = "back-file"
        }
    }
}

extension String {
    /// The kernel appends ` (deleted)` to the name of a file that is no more.
    fileprivate func removingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
