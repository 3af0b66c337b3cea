import Dispatch
import MortarModel
import Synchronization

/// Where passwords are derived: one after the other, on a thread that nobody else needs.
///
/// Each takes a core for a good part of a second, so that a crowd of wrong logins would stall all else.
final class PasswordQueue: Sendable {
    /// One that is derived and 8 that wait.
    private static let limit = 9

    private let queue = DispatchQueue(label: "passwords")
    private let count = Mutex(0)

    /// Throws `busy` when too many wait.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try enter()
        defer { count.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }

    private func enter() throws {
        try count.withLock { count in
            if count == Self.limit {
                throw Failure(
                    .busy, "Too many logins are being checked.", correction: "Try again in a few seconds.")
            }
            count += 1
        }
    }
}
