import Foundation
import Glibc
import MortarModel

/// QEMU's monitor (QEMU Machine Protocol Specification), one connection for each command.
///
/// A call holds its thread until QEMU has answered, at most a minute.
struct Monitor: Sendable {
    /// The path of QEMU's socket.
    let socket: String

    enum Value: Encodable, Hashable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
        case text(String)
        case number(Int64)

        init(stringLiteral value: String) { self = .text(value) }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            }
        }
    }

    /// Runs a command and returns its answer where that is a text.
    ///
    /// Throws a `Failure` with QEMU's words when it is refused.
    @discardableResult
    func run(_ command: String, _ arguments: [String: Value] = [:]) throws -> String? {
        let connection = try MonitorConnection(path: socket)
        defer { connection.close() }
        // The greeting.
        _ = try connection.line()
        _ = try answer(to: Request(execute: "qmp_capabilities", arguments: [:]), over: connection)
        return try answer(to: Request(execute: command, arguments: arguments), over: connection)
    }

    /// Runs a line of the monitor for people, and returns its words.
    func line(_ line: String) throws -> String {
        try run("human-monitor-command", ["command-line": .text(line)]) ?? ""
    }

    private func answer(to request: Request, over connection: MonitorConnection) throws -> String? {
        try connection.write(try JSONEncoder().encode(request) + Data("\n".utf8))
        while true {
            switch try JSONDecoder().decode(Answer.self, from: try connection.line()) {
            case .event: continue
            case .done(let text): return text
            case .refused(let words):
                throw Failure(.toolFailed, "QEMU refused \(request.execute).", cause: words)
            }
        }
    }

    private struct Request: Encodable {
        var execute: String
        var arguments: [String: Value]
    }

    enum Answer: Decodable, Equatable {
        case done(String?)
        case refused(String)
        /// Something that happened meanwhile, and no answer.
        case event

        private enum CodingKeys: String, CodingKey {
            case error
            case result = "return"
        }

        private struct Problem: Decodable { var desc: String }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            if let problem = try values.decodeIfPresent(Problem.self, forKey: .error) {
                self = .refused(problem.desc)
            } else if values.contains(.result) {
                // An object where there is nothing to say.
                self = .done(try? values.decode(String.self, forKey: .result))
            } else {
                self = .event
            }
        }
    }
}
