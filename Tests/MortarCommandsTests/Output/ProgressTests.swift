import Foundation
import OVirtAPI
import Synchronization
import Testing

@testable import MortarCommands

@Suite struct ProgressTests {
    @Test(arguments: [
        (ProgressStep("Create VM", .done, elapsed: .milliseconds(340)), "✓ Create VM          0.3 s"),
        (ProgressStep("Start", .waiting), "· Start"),
        (ProgressStep("Upload", .running, fraction: 0.5, elapsed: .seconds(125)), "▸ Upload        2 min 05 s  █"),
        (ProgressStep("Upload", .failed, fraction: 0.5, elapsed: .seconds(59)), "✗ Upload            59.0 s"),
    ])
    func aStepIsALine(step: ProgressStep, line: String) {
        #expect(step.line(columns: 80, nameWidth: 12).hasPrefix(line))
    }

    @Test func theBarFitsTheTerminal() {
        let step = ProgressStep("Upload", .running, fraction: 0.25, elapsed: .seconds(1))
        for columns in [20, 40, 60, 80, 200] {
            #expect(step.line(columns: columns, nameWidth: 10).count < columns)
        }
        #expect(step.line(columns: 80, nameWidth: 10).contains("███████░"))
        #expect(step.line(columns: 80, nameWidth: 10).hasSuffix(" 25 %"))
    }

    @Test func withoutAWatcherEachEndIsOneLine() async throws {
        let text = Mutex("")
        let terminal = Terminal(write: { _ in }, complain: { part in text.withLock { $0 += part } })
        await #expect(throws: CancellationError.self) {
            try await Terminal.$current.withValue(terminal) {
                try await ProgressDisplay.showing { progress in
                    try await progress.step("Create") { tell in tell(0.5) }
                    await progress.show(job("started"))
                    await progress.show(job("started"))
                    await progress.show(job("finished"))
                    try await progress.step("Upload") { _ in throw CancellationError() }
                }
            }
        }
        let lines = text.withLock { $0 }.split(separator: "\n")
        #expect(lines.map { $0.prefix { $0 != "(" } } == ["Create: done ", "Make volume: done ", "Upload: failed "])
    }

    @Test func withAWatcherLinesAreRedrawn() async throws {
        let text = Mutex("")
        let terminal = Terminal(
            write: { _ in }, complain: { part in text.withLock { $0 += part } }, isWatched: true)
        try await Terminal.$current.withValue(terminal) {
            try await ProgressDisplay.showing { progress in
                try await progress.step("One") { _ in }
                await progress.note("By the way")
                try await progress.step("Two") { _ in }
            }
        }
        let written = text.withLock { $0 }
        #expect(written.contains("\u{1B}[1A\u{1B}[JBy the way\n\u{1B}[2K✓ One"))
        #expect(written.contains("\u{1B}[2A"))
        #expect(written.hasSuffix("\n"))
        #expect(written.split(separator: "\n").suffix(2).map { $0.contains("✓") } == [true, true])
    }

    private func job(_ status: String) -> JobRepresentation {
        var step = StepRepresentation(id: "s", job: "j")
        step.description = "Make volume"
        step.status = status
        step.started = Date(timeIntervalSince1970: 0)
        step.ended = status == "finished" ? Date(timeIntervalSince1970: 2) : nil
        var job = JobRepresentation(id: "j")
        job.steps = [step]
        return job
    }

    @Test func aFailedJobShowsThatItIsTakenBackUntilItHasEnded() {
        var job = JobRepresentation(id: "1")
        job.status = "started"
        job.steps = ["finished", "failed", nil].enumerated().map { index, status in
            var step = StepRepresentation(id: "\(index)", job: "1")
            step.status = status
            return step
        }
        #expect(job.progressSteps.map(\.state) == [.done, .failed, .waiting, .running])
        job.ended = .now
        #expect(job.progressSteps.last?.state == .done)
        job.steps?[1].status = "finished"
        #expect(job.progressSteps.count == 3)
    }
}
