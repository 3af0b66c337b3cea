import Foundation
import HostCommand
import LabKit
import Testing

/// Runs `mortar deploy` again and again, and interrupts it after each of its steps once.
struct InterruptedDeployment {
    /// How a run of the program ended that was interrupted.
    struct Ending {
        var status: Int32
        var words: String

        /// Of a failure, or of a table of problems.
        var saysWhatToDo: Bool { words.contains("To do: ") || words.contains("TO DO") }
    }

    private let cluster: TestCluster
    private let chosen: Set<String>?
    /// The steps after which it was interrupted.
    private(set) var steps: [String] = []
    private(set) var endings: [Ending] = []

    /// - Parameter chosen: the only steps that matter; nil for all.
    init(_ cluster: TestCluster, onlyAfter chosen: Set<String>? = nil) {
        self.cluster = cluster
        self.chosen = chosen
    }

    /// Runs the deployment until it comes to its end without meeting a step that is new.
    ///
    /// - Parameters:
    ///   - interrupt: is called with the program and the count of earlier interruptions whenever a step has ended that was
    ///     never met before.
    ///   - mend: is called when a program that was interrupted has ended.
    mutating func run(
        interrupting interrupt: (Process, Int) async throws -> Void, mending mend: () async throws -> Void
    ) async throws {
        var runs = 0
        while try await runOnce(interrupt) {
            try await mend()
            runs += 1
            try #require(runs < 30, "The deployment has no end: \(steps)")
        }
    }

    /// Whether it was interrupted.
    private mutating func runOnce(_ interrupt: (Process, Int) async throws -> Void) async throws -> Bool {
        let (process, told) = try start()
        let before = steps.count
        var words = ""
        while case let text = told.availableData, !text.isEmpty {
            words += String(decoding: text, as: UTF8.self)
            guard process.isRunning, let step = newStep(in: words) else { continue }
            steps.append(step)
            try await interrupt(process, steps.count - 1)
        }
        process.waitUntilExit()
        let wasInterrupted = steps.count > before
        if wasInterrupted {
            endings.append(Ending(status: process.terminationStatus, words: words))
        } else {
            try #require(process.terminationStatus == 0, "mortar deploy: \(words)")
        }
        return wasInterrupted
    }

    private func start() throws -> (Process, FileHandle) {
        let process = Process()
        process.executableURL = URL(filePath: try SharedLab.program("mortar"))
        process.arguments = try cluster.deployArguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let told = Pipe()
        process.standardError = told
        try process.run()
        try told.fileHandleForWriting.close()
        return (process, told.fileHandleForReading)
    }

    /// The first step that has ended and was not interrupted after before: lines are `NAME: done (TIME)`.
    private func newStep(in words: String) -> String? {
        let lines = words.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let done = lines.compactMap { line in line.ranges(of: ": done (").first.map { String(line[..<$0.lowerBound]) } }
        return done.first { chosen?.contains($0) != false && !steps.contains($0) }
    }
}
