import Foundation
package import HostCommand
import MortarModel

/// The cache of base trees, one for each recipe.
///
/// A tree is built beside its place and moved there when it is complete: a build that was killed is never used.
package struct BaseTrees: Sendable {
    package let folder: String
    let runner: any CommandRunner
    let report: any LabReport

    package init(folder: String, runner: any CommandRunner, report: any LabReport) {
        self.folder = folder
        self.runner = runner
        self.report = report
    }

    /// The tree's path; built first if it is not there, which takes about two minutes.
    package func tree(_ recipe: BaseRecipe) async throws -> String {
        let path = "\(folder)/\(recipe.folderName)"
        if exists(path) { return path }
        try makeFolder(folder)
        // Held to the end of the build: two labs that start together share one build.
        let lock = try await wait(for: "The end of another build of the base tree", limit: .seconds(1800)) {
            try FileLock(path: lockFile)
        }
        defer { withExtendedLifetime(lock) {} }
        try await removeUnfinished()
        if !exists(path) { try await build(recipe, at: path) }
        return path
    }

    /// Ends and removes what a killed build has left, unless a build is running.
    func removeAbandoned() async throws {
        guard exists(folder), let lock = try FileLock(path: lockFile) else { return }
        defer { withExtendedLifetime(lock) {} }
        try await removeUnfinished()
    }

    private var lockFile: String { "\(folder)/lock" }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    private func build(_ recipe: BaseRecipe, at path: String) async throws {
        let build = BaseBuild(recipe: recipe, folder: path + Self.unfinished, runner: runner, report: report)
        try await build.run()
        try FileManager.default.moveItem(atPath: build.folder, toPath: path)
    }

    private static let unfinished = ".unfinished"

    private func removeUnfinished() async throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(Self.unfinished) {
            let path = "\(folder)/\(name)"
            try await endProcesses(withArgument: path)
            try await runner.output(of: Command("rm", ["-rf", "--one-file-system", path], timeLimit: .seconds(120)))
        }
    }
}
