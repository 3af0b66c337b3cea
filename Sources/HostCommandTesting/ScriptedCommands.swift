public import HostCommand
import Synchronization

/// A host for tests: answers commands by script, keeps files in memory, and records what was asked.
///
/// The commands of `HostFiles` act on the files in memory. A command without an answer fails like a missing program.
public final class ScriptedCommands: CommandRunner {
    fileprivate struct Script {
        var start: String
        var outputs: [CommandOutput]
    }

    fileprivate struct State {
        var scripts: [Script] = []
        var files: [String: String]
        var modes: [String: String] = [:]
        var commands: [Command] = []
    }

    private let state: Mutex<State>

    public init(files: [String: String] = [:]) {
        state = Mutex(State(files: files))
    }

    /// Answers commands whose words, joined by spaces, start like this; the longest start wins, the newest among equals.
    ///
    /// Several outputs are given in turn, the last one again and again.
    public func answer(_ start: String, _ outputs: [CommandOutput]) {
        state.withLock { $0.scripts.append(Script(start: start, outputs: outputs)) }
    }

    /// The same for outputs that are written out.
    public func answer(_ start: String, _ outputs: CommandOutput...) {
        answer(start, outputs)
    }

    /// Answers with standard output and status 0.
    public func answer(_ start: String, _ output: String = "") {
        answer(start, CommandOutput(status: 0, standardOutput: output))
    }

    /// Answers with a failure and the program's words about it.
    public func fail(_ start: String, status: Int32 = 1, _ words: String) {
        answer(start, CommandOutput(status: status, standardError: words))
    }

    /// The files in memory, by path.
    public var files: [String: String] { state.withLock { $0.files } }
    /// The mode that a file was last given, in octal.
    public func mode(of path: String) -> String? { state.withLock { $0.modes[path] } }
    /// Everything that was run, in order.
    public var commands: [Command] { state.withLock { $0.commands } }
    /// Everything that was run but the commands of `HostFiles`, each as one line.
    public var lines: [String] { commands.filter { !Self.filePrograms.contains($0.program) }.map(\.description) }

    /// Forgets what was run so far.
    public func forget() {
        state.withLock { $0.commands = [] }
    }

    public func run(_ command: Command) async throws -> CommandOutput {
        try state.withLock { state in
            state.commands.append(command)
            if let output = state.scripted(command.description) { return output }
            if let output = state.fileOutput(command) { return output }
            throw CommandFailure(command, .notFound, tail: "the test has no answer for it")
        }
    }

    private static let filePrograms: Set = ["cat", "test", "install", "dd", "chmod", "mv", "rm", "mkdir", "sync"]
}

extension ScriptedCommands.State {
    fileprivate mutating func scripted(_ line: String) -> CommandOutput? {
        let matching = scripts.indices.filter { line.hasPrefix(scripts[$0].start) }
        let best = matching.max { left, right in
            (scripts[left].start.count, left) < (scripts[right].start.count, right)
        }
        guard let best else { return nil }
        guard scripts[best].outputs.count > 1 else { return scripts[best].outputs[0] }
        return scripts[best].outputs.removeFirst()
    }

    fileprivate mutating func fileOutput(_ command: Command) -> CommandOutput? {
        let done = CommandOutput(status: 0)
        let last = command.arguments.last ?? ""
        switch command.program {
        case "cat":
            guard let content = files[last] else { return CommandOutput(status: 1, standardError: "No such file") }
            return CommandOutput(status: 0, standardOutput: content)
        case "test":
            let exists = files.keys.contains { $0 == last || $0.hasPrefix(last + "/") }
            return CommandOutput(status: exists ? 0 : 1)
        case "install": files[last] = ""
        case "dd":
            guard case .bytes(let bytes) = command.input, let path = command.arguments.first else { return done }
            files[String(path.dropFirst("of=".count))] = String(decoding: bytes, as: UTF8.self)
        case "chmod": modes[last] = command.arguments[0]
        case "mv":
            let from = command.arguments[command.arguments.count - 2]
            files[last] = files.removeValue(forKey: from)
            modes[last] = modes.removeValue(forKey: from)
        case "rm": files[last] = nil
        case "mkdir", "sync": break
        default: return nil
        }
        return done
    }
}
