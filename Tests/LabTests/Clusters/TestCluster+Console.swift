import Concurrency
import MortarClient
import MortarModel
import NIOCore
import OVirtAPI
import Synchronization
import Testing

extension TestCluster {
    /// Reads a VM's serial console until a line is as wished; returns that line.
    ///
    /// - Parameter history: from what is kept of it on, or from now on.
    func console(
        of vm: String, history: Bool = true, within limit: Duration,
        until wished: @escaping @Sendable (String) -> Bool
    ) async throws -> String {
        try await reporting(on: vm) {
            let shown = ConsoleText()
            do {
                return try await within(limit) { try await line(on: vm, history, shown, until: wished) }
            } catch is NotInTime {
                // A guest that hangs says nothing more, and its console goes on without end.
                throw Failure(.timedOut, "the console shows only: \(shown.end)")
            }
        }
    }

    private func line(
        on vm: String, _ history: Bool, _ shown: ConsoleText, until wished: @Sendable (String) -> Bool
    ) async throws -> String {
        try await connected { client in
            let id = try #require(try await client.find(VMRepresentation.self, called: vm, kind: "VM").id)
            var text = ""
            for try await chunk in try await client.consoleOutput(ofVM: id, history: history) {
                text += String(buffer: chunk)
                shown.set(text)
                let lines = text.split(whereSeparator: \.isNewline)
                if let line = lines.dropLast().last(where: { wished(String($0)) }) { return String(line) }
            }
            throw Failure(.internal, "The console has ended: \(shown.end)")
        }
    }
}

/// What a console has shown so far.
private final class ConsoleText: Sendable {
    private let text = Mutex("")

    func set(_ text: String) { self.text.withLock { $0 = text } }
    var end: String { String(text.withLock { $0.suffix(400) }) }
}
