package import OVirtAPI

/// Shows on standard error how something long goes on: lines that are redrawn while a person watches, otherwise a line
/// for each step that begins late or ends.
package actor ProgressDisplay {
    private struct Line {
        var step: ProgressStep
        /// Since when it runs, for steps of this program.
        var began: ContinuousClock.Instant?
        /// The job that it belongs to.
        var job: String?
    }

    private let terminal: Terminal
    private var lines: [Line] = []
    private var drawnLines = 0

    private init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    /// Shows progress while `body` runs; the last state stays on the screen.
    package static func showing<Result>(_ body: (ProgressDisplay) async throws -> Result) async throws -> Result {
        let display = ProgressDisplay(.current)
        async let _: Void = display.tick()
        do {
            let result = try await body(display)
            await display.draw()
            return result
        } catch {
            await display.fail()
            throw error
        }
    }

    /// Shows one step of this program while `body` runs, which may tell how far it is.
    package func step<Result>(
        _ name: String, _ body: (_ tell: @escaping @Sendable (Double) -> Void) async throws -> Result
    ) async throws -> Result {
        let index = lines.count
        lines.append(Line(step: ProgressStep(name, .running, elapsed: .zero), began: .now))
        draw()
        let (fractions, tell) = AsyncStream.makeStream(of: Double.self, bufferingPolicy: .bufferingNewest(1))
        async let told: Void = take(fractions, at: index)
        defer { tell.finish() }
        let result = try await body { tell.yield($0) }
        tell.finish()
        await told
        end(index, .done)
        return result
    }

    /// Shows a job's steps as they are now.
    package func show(_ job: JobRepresentation) {
        let steps = job.progressSteps
        let first = lines.firstIndex { $0.job == job.id } ?? lines.count
        for (offset, step) in steps.enumerated() {
            let line = Line(step: step, job: job.id)
            if first + offset < lines.count, lines[first + offset].job == job.id {
                let former = lines[first + offset].step
                lines[first + offset] = line
                tell(step, after: former)
            } else {
                lines.append(line)
                tell(step, after: nil)
            }
        }
        draw()
    }

    /// Writes a line that stays above what is redrawn.
    package func note(_ text: String) {
        if drawnLines > 0 { terminal.complain("\u{1B}[\(drawnLines)A\u{1B}[J") }
        drawnLines = 0
        terminal.complain(text + "\n")
        draw()
    }

    private func take(_ fractions: AsyncStream<Double>, at index: Int) async {
        for await fraction in fractions { lines[index].step.fraction = fraction }
    }

    private func end(_ index: Int, _ state: ProgressStep.State) {
        let former = lines[index].step
        lines[index].step.elapsed = lines[index].began.map { .now - $0 }
        lines[index].step.state = state
        lines[index].began = nil
        tell(lines[index].step, after: former)
        draw()
    }

    /// Marks what was going on as failed.
    private func fail() {
        for index in lines.indices where lines[index].step.state == .running { end(index, .failed) }
        draw()
    }

    /// Redraws until the task is cancelled, so that the time is seen to pass.
    private func tick() async {
        guard terminal.isWatched else { return }
        while !Task.isCancelled {
            do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
            draw()
        }
    }

    /// A line for the log of whoever does not watch.
    private func tell(_ step: ProgressStep, after former: ProgressStep?) {
        guard !terminal.isWatched, step.state != former?.state else { return }
        let time = step.elapsed.map { " (\($0.asSeconds))" } ?? ""
        switch step.state {
        case .done: terminal.complain("\(step.name): done\(time)\n")
        case .failed: terminal.complain("\(step.name): failed\(time)\n")
        case .waiting, .running: break
        }
    }

    private func draw() {
        guard terminal.isWatched else { return }
        let now = ContinuousClock.now
        for index in lines.indices {
            if let began = lines[index].began { lines[index].step.elapsed = now - began }
        }
        let size = terminal.size()
        let shown = lines.suffix(max(1, size.rows - 1)).map(\.step)
        let nameWidth = min(shown.map(\.name.displayWidth).max() ?? 0, max(10, size.columns - 12))
        let text = shown.map { "\u{1B}[2K\($0.line(columns: size.columns, nameWidth: nameWidth))\n" }.joined()
        terminal.complain((drawnLines > 0 ? "\u{1B}[\(drawnLines)A" : "") + text)
        drawnLines = shown.count
    }
}
