public import HostCommand

/// Under which numbers the clients of a volume know its bricks, and changelogs accuse them: `trusted.afr.VOLUME-client-N`.
///
/// A brick keeps its number when bricks before it are taken away, and a new one gets the next that is free (glusterd-utils.c,
/// `glusterd_get_next_available_brickid`): it is not its place.
public struct ClientNumbers: Sendable {
    private let runner: any CommandRunner

    public init(_ runner: any CommandRunner) {
        self.runner = runner
    }

    /// As glusterd keeps them on every host of the pool; throws when there is no such volume or a brick lacks its number.
    public func numbers(of volume: String) async throws -> [GlusterBrick: Int] {
        let folder = "/var/lib/glusterd/vols/\(volume)/bricks"
        let words = ["--recursive", "--no-filename", "--extended-regexp", "^(uuid|hostname|path|brick-id)=", folder]
        var numbers: [GlusterBrick: Int] = [:]
        var record: [Substring: Substring] = [:]
        for line in try await runner.output(of: Command("grep", words)).split(separator: "\n") {
            let pair = line.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { continue }
            // Each file begins with it.
            if pair[0] == "uuid" { record = [:] }
            record[pair[0]] = pair[1]
            guard pair[0] == "brick-id" else { continue }
            let (brick, number) = try Self.entry(record, of: volume)
            numbers[brick] = number
        }
        return numbers
    }

    private static func entry(
        _ record: [Substring: Substring], of volume: String
    ) throws(GlusterError) -> (GlusterBrick, Int) {
        let prefix = "\(volume)-client-"
        guard let host = record["hostname"], let path = record["path"], let id = record["brick-id"],
            id.hasPrefix(prefix), let number = Int(id.dropFirst(prefix.count))
        else { throw GlusterError(request: "bricks of \(volume)", message: "cannot read \(record)") }
        return (GlusterBrick(host: String(host), directory: String(path)), number)
    }
}
