import Foundation
public import HostCommand

/// The copies of files on a brick of this host, found by the files' identities past GlusterFS.
///
/// Functions throw `CommandFailure` with the tool's own words.
public struct GlusterCopies: Sendable {
    private let runner: any CommandRunner
    private let directory: String

    /// Larger files are not read to compare them. A shard has 64 MiB where nobody set another size.
    static let mostBytesRead: Int64 = 256 << 20

    /// - Parameter directory: of the brick.
    public init(_ runner: any CommandRunner, directory: String) {
        self.runner = runner
        self.directory = directory
    }

    /// Those copies that the brick has, in the order of the identities. What is no UUID has no copy.
    ///
    /// Reads the files to their end: takes as long as the disk needs for that.
    public func copies(of gfids: [String]) async throws -> [GlusterCopy] {
        let paths = gfids.compactMap(path)
        if paths.isEmpty { return [] }
        var copies = try await present(paths)
        try await readAttributes(&copies)
        try await readChecksums(&copies)
        return gfids.compactMap { copies[$0] }
    }

    /// Every file has a second name on its brick, made of its identity.
    private func path(_ gfid: String) -> String? {
        guard UUID(uuidString: gfid) != nil, gfid == gfid.lowercased() else { return nil }
        return "\(directory)/.glusterfs/\(gfid.prefix(2))/\(gfid.dropFirst(2).prefix(2))/\(gfid)"
    }

    /// `stat` fails for those that are missing and tells of the others.
    private func present(_ paths: [String]) async throws -> [String: GlusterCopy] {
        let output = try await runner.run(Command("stat", ["--printf=\(GlusterCopy.statFormat)", "--"] + paths))
        let copies = output.standardOutput.split(separator: "\n").compactMap { GlusterCopy(line: $0) }
        return Dictionary(copies.map { ($0.gfid, $0) }) { first, _ in first }
    }

    private func readAttributes(_ copies: inout [String: GlusterCopy]) async throws {
        // A symbolic link would be followed.
        let paths = copies.values.filter { $0.type != "symbolic link" }.compactMap { path($0.gfid) }.sorted()
        if paths.isEmpty { return }
        let wanted = [
            "--absolute-names", "--dump", "--encoding=hex", "--match=^trusted\\.(afr\\..*-client-|gfid2path)", "--",
        ]
        var gfid = ""
        for line in try await runner.output(of: Command("getfattr", wanted + paths)).split(separator: "\n") {
            if line.hasPrefix("# file: ") {
                gfid = line.split(separator: "/").last.map(String.init) ?? ""
            } else if let sign = line.firstIndex(of: "=") {
                copies[gfid]?.read(attribute: line[..<sign], value: line[line.index(after: sign)...])
            }
        }
    }

    private func readChecksums(_ copies: inout [String: GlusterCopy]) async throws {
        let files = copies.values.filter { $0.type.hasPrefix("regular") && $0.size <= Self.mostBytesRead }
        let paths = files.compactMap { path($0.gfid) }.sorted()
        if paths.isEmpty { return }
        let command = Command("sha256sum", ["--"] + paths, timeLimit: .seconds(100))
        for line in try await runner.output(of: command).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, let gfid = words[1].split(separator: "/").last else { continue }
            copies[String(gfid)]?.checksum = String(words[0])
        }
    }
}
