import HostCommand

extension BlockDevices {
    /// Which of these devices cannot be read, with the reason: `wipefs` finds nothing on such a device and calls that a success.
    ///
    /// The cache is passed by: what is in it was read when the device was well.
    func unreadable(_ names: [String]) async -> [String: String] {
        await withTaskGroup(of: (String, String?).self) { group in
            for name in names {
                group.addTask { (name, await readingProblem(name)) }
            }
            return await group.reduce(into: [:]) { problems, found in problems[found.0] = found.1 }
        }
    }

    private func readingProblem(_ name: String) async -> String? {
        let command = Command(
            "dd", ["if=/dev/\(name)", "of=/dev/null", "bs=64K", "count=1", "iflag=direct", "status=none"],
            timeLimit: Self.readingLimit)
        do {
            try await runner.output(of: command)
            return nil
        } catch let failure as CommandFailure {
            return failure.words
        } catch {
            return "\(error)"
        }
    }
}

extension CommandFailure {
    /// The tool's own words, or what happened to it where it said nothing.
    var words: String { tail.isEmpty ? description : tail }
}
