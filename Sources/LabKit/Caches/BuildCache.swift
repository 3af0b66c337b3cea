import Foundation
import HostCommand
import MortarModel

/// What takes long to build and is then used by many labs: base trees, the guest image.
///
/// Each is built beside its place and moved there when it is complete: a build that was killed is never used.
struct BuildCache: Sendable {
    let folder: String
    let runner: any CommandRunner

    /// The path of what is cached under a name; built first if it is not there.
    ///
    /// - Parameter build: makes it at the path it is given, which does not exist yet.
    func path(_ name: String, build: (String) async throws -> Void) async throws -> String {
        let path = "\(folder)/\(name)"
        if exists(path) { return path }
        try makeFolder(folder)
        // Held to the end of the build: two that start together share one build.
        let lock = try await wait(for: "The end of another build in \(folder)", limit: .seconds(1800)) {
            try FileLock(path: lockFile)
        }
        defer { withExtendedLifetime(lock) {} }
        try await removeUnfinished()
        if !exists(path) {
            try await build(path + Self.unfinished)
            try FileManager.default.moveItem(atPath: path + Self.unfinished, toPath: path)
        }
        return path
    }

    /// Ends and removes what a killed build has left, unless a build is running.
    func removeAbandoned() async throws {
        guard exists(folder), let lock = try FileLock(path: lockFile) else { return }
        defer { withExtendedLifetime(lock) {} }
        try await removeUnfinished()
    }

    private static let unfinished = ".unfinished"

    private var lockFile: String { "\(folder)/lock" }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    private func removeUnfinished() async throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(Self.unfinished) {
            let path = "\(folder)/\(name)"
            try await endProcesses(withArgument: path)
            try await runner.output(of: Command("rm", ["-rf", "--one-file-system", path], timeLimit: .seconds(120)))
        }
    }
}
