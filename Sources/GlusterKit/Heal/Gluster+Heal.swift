import HostCommand

extension Gluster {
    /// What waits to be healed in a started, replicated volume; others are refused.
    ///
    /// Starts a client of the volume each time: seconds, and some 50 MB of memory while it lasts.
    public func healSummary(of volume: String) async throws -> [GlusterHealSummary] {
        let answer = try await ask(["volume", "heal", volume, "info", "summary"], timeLimit: .seconds(300))
        let bricks = try answer.required("healInfo").required("bricks").all("brick")
        return try bricks.map { try GlusterHealSummary($0) }
    }

    /// The entries of a started, replicated volume of which it cannot tell which copy is right, brick by brick.
    ///
    /// Costs as much as the summary.
    public func splitBrains(of volume: String) async throws -> [GlusterSplitBrain] {
        let answer = try await ask(["volume", "heal", volume, "info", "split-brain"], timeLimit: .seconds(300))
        let bricks = try answer.required("healInfo").required("bricks").all("brick")
        return try bricks.map { try GlusterSplitBrain($0) }
    }

    /// Has the self-heal daemons of a started, replicated volume look at once at what waits; by themselves they do it every ten
    /// minutes, and whenever a brick comes back.
    ///
    /// The tool answers this in plain text, also in its machine interface.
    public func startHeal(of volume: String) async throws {
        let words = ["volume", "heal", volume]
        let output = try await runner.run(
            Command("gluster", ["--mode=script", "--xml"] + words, timeLimit: .seconds(60)))
        if output.status != 0 { throw Self.plainFailure(output, words) }
    }

    private static func plainFailure(_ output: CommandOutput, _ words: [String]) -> GlusterError {
        let lines = (output.standardOutput + "\n" + output.standardError).split(whereSeparator: \.isNewline)
        return GlusterError(
            request: words.joined(separator: " "),
            message: lines.isEmpty ? "failed without a word" : lines.joined(separator: " "))
    }

    /// Makes one brick's copy of an entry that of all bricks; what the others have of it is lost. An entry that is not in split-brain
    /// is left alone.
    ///
    /// The tool answers this in plain text, also in its machine interface.
    ///
    /// - Returns: whether the entry was in split-brain.
    public func resolveSplitBrain(of volume: String, gfid: String, source: GlusterBrick) async throws -> Bool {
        let words = ["volume", "heal", volume, "split-brain", "source-brick", source.description, "gfid:\(gfid)"]
        let command = Command("gluster", ["--mode=script", "--xml"] + words, timeLimit: .seconds(110))
        let output = try await runner.run(command)
        if output.status == 0 { return true }
        let lines = (output.standardOutput + "\n" + output.standardError).split(whereSeparator: \.isNewline)
        if lines.contains(where: { $0.hasSuffix("File not in split-brain.") }) { return false }
        throw GlusterError(
            request: words.joined(separator: " "), message: lines.first.map(String.init) ?? "failed without a word")
    }
}
