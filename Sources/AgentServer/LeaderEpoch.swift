internal import Certificates
internal import Foundation
package import Logging
internal import MortarModel
internal import Synchronization

/// The highest number of an engine's leadership that this host has heard of.
///
/// It is kept in a file as well, so that a restarted agent still refuses a leader that was deposed before.
package final class LeaderEpoch: Sendable {
    private let highest: Mutex<Int64>
    private let path: String
    private let logger: Logger

    /// - Parameter path: where the number is kept until the host reboots; its folder must exist.
    ///
    /// Throws `Failure` when there is a file that holds no number, and the file system's error when it cannot be read.
    package init(path: String, logger: Logger) throws {
        self.path = path
        self.logger = logger
        highest = Mutex(try Self.stored(path))
    }

    /// Takes note of a leader. Throws `Failure(.staleLeader)` when a newer one was heard of.
    package func admit(_ epoch: Int64) throws {
        try highest.withLock { highest in
            guard epoch >= highest else {
                throw Failure(
                    .staleLeader,
                    "The engine that asks was the leader number \(epoch); number \(highest) has taken over.",
                    correction: "Ask the engine that leads now.")
            }
            guard epoch > highest else { return }
            highest = epoch
            store(epoch)
        }
    }

    private func store(_ epoch: Int64) {
        do {
            try Data("\(epoch)\n".utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            logger.warning("cannot keep the leader's number", metadata: ["file": "\(path)", "error": "\(error)"])
        }
    }

    private static func stored(_ path: String) throws -> Int64 {
        guard let content = try ProtectedFile(path: path, readers: .everyone).read() else { return 0 }
        let text = content.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let epoch = Int64(text) else {
            throw Failure(
                .internal, "\(path) should hold a number, but says “\(text.prefix(40))”.",
                correction: "Remove the file and start the agent again.")
        }
        return epoch
    }
}
