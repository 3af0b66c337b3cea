import Logging
import Synchronization

/// How many reads and writes of a device have failed since the host booted, as far as the kernel tells.
///
/// The kernel's messages are the better witness. Where they cannot be read, as in a container, the counter of the SCSI layer stands
/// in. It counts every command that ends with sense data, `smartctl`'s among them, which asks for its answers to come that way.
final class KernelErrors: Sendable {
    private struct State {
        var counts: [String: Int] = [:]
        /// What `smartctl` has added to the counters.
        var own: [String: Int] = [:]
    }

    private let files: KernelFiles
    private let messages: KernelMessages?
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameter messages: nil where they cannot be read.
    init(_ files: KernelFiles = KernelFiles(), messages: KernelMessages?, logger: Logger) {
        self.files = files
        self.messages = messages
        self.logger = logger
    }

    /// Nil where nobody counts.
    func count(of kernelName: String) -> Int? {
        guard let messages else {
            return counter(of: kernelName).map { max(0, $0 - state.withLock { $0.own[kernelName] ?? 0 }) }
        }
        let failed = telling("the kernel's messages cannot be read") { try messages.new() } ?? []
        return state.withLock { state in
            for request in failed.compactMap(FailedRequest.init(message:)) {
                state.counts[request.device, default: 0] += 1
            }
            return state.counts[kernelName] ?? 0
        }
    }

    /// Asks a device something that the counter must not count.
    func ignoring<Value>(_ kernelName: String, _ ask: () async throws -> Value) async throws -> Value {
        if messages != nil { return try await ask() }
        let before = counter(of: kernelName) ?? 0
        let value = try await ask()
        let after = counter(of: kernelName) ?? 0
        state.withLock { $0.own[kernelName, default: 0] += max(0, after - before) }
        return value
    }

    /// Written in hexadecimal: `0x1a`. Nil where the device has none, or is being taken away.
    private func counter(of kernelName: String) -> Int? {
        let text = telling("a device's errors cannot be read") {
            try files.textIfAny("/sys/block/\(kernelName)/device/ioerr_cnt")
        }
        let digits = text??.split(whereSeparator: \.isWhitespace).joined().replacing("0x", with: "")
        return digits.flatMap { Int($0, radix: 16) }
    }

    /// A count that fails is no reason to ask devices no more.
    private func telling<Value>(_ message: Logger.Message, _ read: () throws -> Value) -> Value? {
        do {
            return try read()
        } catch {
            logger.warning(message, metadata: ["error": "\(error)"])
            return nil
        }
    }
}
