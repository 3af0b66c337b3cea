public import HostCommand

/// Work that systemd does for us and remembers: it outlives who began it, and its outcome is known until the next boot.
public struct TransientUnit: Sendable {
    /// How a unit stands.
    public enum State: Sendable, Hashable {
        /// It was never started here, or before the last boot.
        case unknown
        case running
        case succeeded
        /// In systemd's word, as `exit-code`.
        case failed(String)
    }

    /// Without a suffix.
    public let name: String
    private let commands: any CommandRunner

    /// - Parameter name: of letters, digits and hyphens.
    public init(_ name: String, _ commands: any CommandRunner) {
        self.name = name
        self.commands = commands
    }

    private var service: String { name + ".service" }

    /// Starts the commands one after the other and returns at once; systemd refuses a second unit of the same name.
    ///
    /// - Parameters:
    ///   - programs: absolute paths; a later one is not begun when an earlier one fails.
    ///   - environment: added to that of the system's services.
    public func start(_ description: String, _ programs: [Command], environment: [String: String]) async throws {
        guard let last = programs.last else { return }
        let first = programs.dropLast().map { "--property=ExecStartPre=\(Self.line($0))" }
        let variables = environment.sorted { $0.key < $1.key }.map { "--setenv=\($0.key)=\($0.value)" }
        let options = [
            "--quiet", "--no-block", "--unit=\(service)", "--description=\(description)", "--service-type=oneshot",
            "--remain-after-exit",
        ]
        try await commands.output(
            of: Command("systemd-run", options + first + variables + ["--"] + last.argumentVector))
    }

    public func state() async throws -> State {
        let properties = ["LoadState", "ActiveState", "SubState", "Result"].map { "--property=\($0)" }
        let text = try await commands.output(
            of: Command("systemctl", ["show"] + properties + [service], timeLimit: .seconds(10)))
        return Self.state(in: text)
    }

    /// The end of what its programs wrote.
    public func log(lines: Int = 30) async throws -> String {
        try await commands.output(
            of: Command(
                "journalctl",
                ["--unit=\(service)", "--boot", "--output=cat", "--no-pager", "--lines=\(lines)", "--quiet"],
                timeLimit: .seconds(10)))
    }

    /// Reads the properties that `systemctl show` prints, one a line, in any order.
    static func state(in text: String) -> State {
        var properties: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let sign = line.firstIndex(of: "=") else { continue }
            properties[String(line[..<sign])] = String(line[line.index(after: sign)...])
        }
        switch (properties["LoadState"], properties["ActiveState"], properties["SubState"]) {
        case ("not-found", _, _), (_, "inactive", _), (nil, _, _): return .unknown
        case (_, "failed", _): return .failed(properties["Result"] ?? "")
        case (_, "active", "exited"): return .succeeded
        default: return .running
        }
    }

    /// A command as systemd-run reads it in a property: words apart by spaces, each in quotation marks.
    static func line(_ command: Command) -> String {
        command.argumentVector.map { word in
            "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        }.joined(separator: " ")
    }
}
