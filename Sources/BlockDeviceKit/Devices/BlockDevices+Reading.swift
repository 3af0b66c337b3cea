import HostCommand

extension BlockDevices {
    /// Which of these devices cannot be read, with the reason: `wipefs` finds nothing on such a device and calls that a success.
    ///
    /// The cache is passed by: what is in it was read when the device was well.
    func unreadable(_ names: [String]) async throws -> [String: String] {
        try await sideBySide(names, readingProblem).compactMapValues(\.self)
    }

    /// Asks about several devices at once, so that many dead disks take little longer than one; but no more than four, for SSH
    /// carries ten sessions over one connection.
    func sideBySide<Answer: Sendable>(
        _ names: [String], _ ask: @escaping @Sendable (String) async throws -> Answer
    ) async throws -> [String: Answer] {
        try await withThrowingTaskGroup(of: (String, Answer).self) { group in
            var answers: [String: Answer] = [:]
            for (index, name) in names.enumerated() {
                if index >= 4, let answer = try await group.next() { answers[answer.0] = answer.1 }
                group.addTask { (name, try await ask(name)) }
            }
            return try await group.reduce(into: answers) { $0[$1.0] = $1.1 }
        }
    }

    private func readingProblem(_ name: String) async throws -> String? {
        let command = Command(
            "dd", ["if=/dev/\(name)", "of=/dev/null", "bs=64K", "count=1", "iflag=direct", "status=none"],
            timeLimit: readingLimit)
        do {
            try await runner.output(of: command)
            return nil
        } catch let failure as CommandFailure {
            return failure.words
        }
    }
}

extension CommandFailure {
    /// The tool's own words, or what happened to it where it said nothing.
    var words: String { tail.isEmpty ? description : tail }
}
