extension Gluster {
    /// What waits to be healed in a started, replicated volume; others are refused.
    ///
    /// Starts a client of the volume each time: seconds, and some 50 MB of memory while it lasts.
    public func healSummary(of volume: String) async throws -> [GlusterHealSummary] {
        let answer = try await ask(["volume", "heal", volume, "info", "summary"], timeLimit: .seconds(300))
        let bricks = try answer.required("healInfo").required("bricks").all("brick")
        return try bricks.map { try GlusterHealSummary($0) }
    }
}
