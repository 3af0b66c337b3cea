import Foundation
import HostCommand
import LabKit
import Testing

/// Runs `mortar deploy` again and again, and interrupts it after each of its steps once.
struct InterruptedDeployment {
    /// What a deployment was told when it could not go on, by the step after which it was interrupted.
    struct Ending {
        var step: String
        var status: Int32
        var words: String

        /// Of a failure, or of a table of problems.
        var saysWhatToDo: Bool { words.contains("To do: ") || words.contains("TO DO") }
    }

    private let cluster: TestCluster
    private let chosen: Set<String>?
    private(set) var endings: [Ending] = []

    /// - Parameter chosen: the only steps that matter; nil for all.
    init(_ cluster: TestCluster, onlyAfter chosen: Set<String>? = nil) {
        self.cluster = cluster
        self.chosen = chosen
    }

    var steps: [String] { endings.map(\.step) }

    /// Runs the deployment until it comes to its end without meeting a step that is new.
    ///
    /// - Parameters:
    ///   - interrupt: is called when a step has ended that was never met before.
    ///   - mend: is called when the program has ended after that.
    mutating func run(
        interrupting interrupt: (Process, Int) async throws -> Void, mending mend: (Int) async throws -> Void
    ) async throws {
        while let ending = try await runOnce(interrupt) {
            try await mend(endings.count)
            endings.append(ending)
            try #require(endings.count < 30, "The deployment has no end: \(steps)")
        }
    }

    /// Nil when it came to its end.
    private func runOnce(_ interrupt: (Process, Int) async throws -> Void) async throws -> Ending? {
        let (process, told) = try start()
        var words = ""
        var interruptedAfter: String?
        while case let text = told.availableData, !text.isEmpty {
            words += String(decoding: text, as: UTF8.self)
            guard interruptedAfter == nil, let step = newStep(in: words) else { continue }
            interruptedAfter = step
            try await interrupt(process, endings.count)
        }
        process.waitUntilExit()
        guard let step = interruptedAfter else {
            try #require(process.terminationStatus == 0, "mortar deploy: \(words)")
            return nil
        }
        return Ending(step: step, status: process.terminationStatus, words: words)
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
