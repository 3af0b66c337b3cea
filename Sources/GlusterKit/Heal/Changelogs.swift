public import HostCommand

/// What a brick's own file system records of writes that other bricks missed: GlusterFS's changelogs (afr.h, `trusted.afr.*`).
public struct Changelogs: Sendable {
    /// As many files are asked about with one program.
    private static let batch = 500

    private let runner: any CommandRunner

    public init(_ runner: any CommandRunner) {
        self.runner = runner
    }

    /// How many entries the brick in a directory of this host holds against each brick of its volume, by the number that clients know
    /// it by (``ClientNumbers``).
    ///
    /// Only entries that wait for a heal are looked at: those in the brick's own index. Throws when the brick cannot be read in
    /// full, or has no index because its process never ran.
    public func blames(brick directory: String, volume: String) async throws -> [Int: Int] {
        let index = "\(directory)/.glusterfs/indices/xattrop"
        let listing = Command(
            "find", [index, "-mindepth", "1", "-maxdepth", "1", "-type", "f", "-printf", "%f\\n"],
            timeLimit: .seconds(30))
        let entries = try await runner.output(of: listing).split(separator: "\n").filter(Self.isEntry).map(String.init)
        var blames: [Int: Int] = [:]
        for start in stride(from: 0, to: entries.count, by: Self.batch) {
            let batch = entries[start..<min(start + Self.batch, entries.count)]
            let files = batch.map { Self.file(of: $0, in: directory) }
            for numbers in Self.accused(in: try await attributes(of: files), volume: volume) {
                for number in numbers { blames[number, default: 0] += 1 }
            }
        }
        return blames
    }

    /// The index's base file, `xattrop-…`, is no entry.
    private static func isEntry(_ name: Substring) -> Bool { name.count == 36 && !name.hasPrefix("xattrop") }

    /// Every file and directory has a second name by its identity, below the first two pairs of its digits.
    private static func file(of identity: String, in directory: String) -> String {
        "\(directory)/.glusterfs/\(identity.prefix(2))/\(identity.dropFirst(2).prefix(2))/\(identity)"
    }

    /// Entries that were removed since they were listed are passed by.
    private func attributes(of files: [String]) async throws -> String {
        let command = Command(
            "getfattr", ["--absolute-names", "--dump", "--match=^trusted\\.afr\\.", "--encoding=hex", "--"] + files,
            timeLimit: .seconds(60))
        let output = try await runner.run(command)
        let complaints = output.standardError.split(separator: "\n").filter {
            !$0.hasSuffix("No such file or directory")
        }
        if output.status == 0 || complaints.isEmpty { return output.standardOutput }
        throw CommandFailure(command, .exit(output.status), tail: output.standardError)
    }

    /// For every file of `getfattr`'s dump the numbers of bricks that missed a write to it.
    ///
    /// A changelog is three counters of 32 bits, for data, metadata and names; any that is not zero accuses.
    static func accused(in dump: String, volume: String) -> [Set<Int>] {
        let prefix = "trusted.afr.\(volume)-client-"
        return dump.split(separator: "# file: ").map { file in
            let numbers = file.split(separator: "\n").compactMap { line -> Int? in
                guard line.hasPrefix(prefix), let equals = line.firstIndex(of: "=") else { return nil }
                let value = line[equals...].dropFirst("=0x".count)
                guard value.contains(where: { $0 != "0" }) else { return nil }
                return Int(line[..<equals].dropFirst(prefix.count))
            }
            return Set(numbers)
        }
    }
}
