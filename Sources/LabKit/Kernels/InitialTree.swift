import Foundation
import HostCommand

/// The tree that a kernel unpacks into memory at its start, with busybox for programs.
struct InitialTree: Sendable {
    let folder: String
    let runner: any CommandRunner

    /// Adds busybox under all the names it answers to.
    func addBusybox(_ program: String) async throws {
        let busybox = "\(folder)/bin/busybox"
        try makeFolder("\(folder)/bin")
        try FileManager.default.copyItem(atPath: program, toPath: busybox)
        let names = try await runner.output(of: Command(busybox, ["--list"])).split(separator: "\n")
        for name in names where name != "busybox" {
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/bin/\(name)", withDestinationPath: "busybox")
        }
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/sbin", withDestinationPath: "bin")
    }

    /// Packs the tree into an archive `PATH.gz`.
    func pack(to archive: String) async throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
        let arguments = [
            "--create", "--format=newc", "--reproducible", "--owner=0:0", "--quiet", "--directory=\(folder)", "-O",
            archive,
        ]
        let list = Array((files.joined(separator: "\n") + "\n").utf8)
        try await runner.output(of: Command("cpio", arguments, input: .bytes(list)))
        try await runner.output(of: Command("gzip", ["--no-name", archive]))
    }
}
