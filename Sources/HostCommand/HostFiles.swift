/// The files of one host, read and written through programs, so that it works alike here and over SSH.
public struct HostFiles: Sendable {
    private let runner: any CommandRunner

    public init(_ runner: any CommandRunner) {
        self.runner = runner
    }

    /// A file's content as text, bytes that are no UTF-8 replaced; nil when there is no such file.
    public func read(_ path: String) async throws -> String? {
        let command = Command("cat", ["--", path])
        let output = try await runner.run(command)
        if output.status == 0 { return output.standardOutput }
        guard try await exists(path) else { return nil }
        throw CommandFailure(command, .exit(output.status), tail: output.standardError)
    }

    /// Gives a file this content and mode all at once and for good: readers and a power loss see the old or the new content.
    ///
    /// The content goes through standard input and a file `PATH.new` that nobody but its owner can read until it has its mode.
    /// Two writers of one path must not run at the same time.
    public func write(_ content: String, to path: String, mode: Int = 0o644) async throws {
        let new = path + ".new"
        let octal = String(mode, radix: 8)
        try await runner.output(of: Command("install", ["-T", "-m", "600", "--", "/dev/null", new]))
        try await runner.output(
            of: Command("dd", ["of=\(new)", "conv=notrunc,fsync", "status=none"], input: .bytes(Array(content.utf8))))
        try await runner.output(of: Command("chmod", [octal, "--", new]))
        try await runner.output(of: Command("mv", ["-f", "-T", "--", new, path]))
        try await runner.output(of: Command("sync", ["--", folder(of: path)]))
    }

    /// Removes a file; succeeds when there is none.
    public func remove(_ path: String) async throws {
        try await runner.output(of: Command("rm", ["-f", "--", path]))
    }

    /// Whether the path names anything, links followed.
    public func exists(_ path: String) async throws -> Bool {
        try await test("-e", path)
    }

    /// Whether the path names a folder, links followed.
    public func isFolder(_ path: String) async throws -> Bool {
        try await test("-d", path)
    }

    /// Makes a folder and those above it; succeeds when it exists.
    public func makeFolder(_ path: String) async throws {
        try await runner.output(of: Command("mkdir", ["-p", "--", path]))
    }

    private func test(_ condition: String, _ path: String) async throws -> Bool {
        let command = Command("test", [condition, path])
        let output = try await runner.run(command)
        switch output.status {
        case 0: return true
        case 1: return false
        default: throw CommandFailure(command, .exit(output.status), tail: output.standardError)
        }
    }

    private func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
