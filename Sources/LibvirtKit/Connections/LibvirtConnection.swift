import CLibvirt
import Dispatch

/// The way to one libvirt daemon, opened at the first call and opened again after the daemon restarted.
///
/// The actor owns the connection on an executor of its own. The calls themselves run side by side on other threads,
/// because libvirt holds a call back while another one works on the same domain: a guest that does not let go of its
/// disks must not keep other guests from starting.
public actor LibvirtConnection {
    private let uri: String
    private let executor = QueueExecutor(label: "libvirt")
    private let calls = DispatchQueue(label: "libvirt-calls", attributes: .concurrent)
    private var handle: ConnectionHandle?
    private var isOpening = false
    private var waiting: [Answer<ConnectionHandle>] = []

    /// How long an answer may take. One VM whose storage hangs can hold up libvirt's answers about all of them.
    static let patience = Duration.seconds(10)
    /// How long it may take to tell what there is: whoever watches hosts asks all the time and waits no longer than 10 s in all.
    static let readingPatience = Duration.seconds(3)

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameter uri: the daemon, `qemu:///system` for the host's own.
    public init(uri: String = "qemu:///system") {
        self.uri = uri
    }

    /// Versions of libvirt's daemon and of the hypervisor, as `9.0.0`.
    public func versions() async throws -> LibvirtVersions {
        try await call { connection in
            var library: UInt = 0
            var hypervisor: UInt = 0
            guard virConnectGetLibVersion(connection.pointer, &library) == 0,
                virConnectGetVersion(connection.pointer, &hypervisor) == 0
            else { throw LibvirtError.last }
            return LibvirtVersions(libvirt: dotted(library), hypervisor: dotted(hypervisor))
        }
    }

    /// Runs calls that block; throws what they throw, and a `LibvirtError` when the daemon cannot be reached.
    ///
    /// - Parameter limit: after this time the answer is `timedOut`, while the call goes on to its end; nil for calls
    ///   whose outcome must be known.
    func call<Value: Sendable>(
        within limit: Duration? = LibvirtConnection.patience,
        _ body: @escaping @Sendable (ConnectionHandle) throws -> Value
    ) async throws -> Value {
        let connection = try await connected(within: min(limit ?? Self.patience, Self.patience))
        return try await withCheckedThrowingContinuation { continuation in
            let answer = Answer(continuation, within: limit)
            calls.async {
                virSetErrorFunc(nil) { _, _ in }
                answer.give(Result { try body(connection) })
            }
        }
    }

    /// Runs a call that may take for ever; when the task is cancelled, nobody waits for it any more, and it goes on.
    func callUntilCancelled<Value: Sendable>(
        _ body: @escaping @Sendable (ConnectionHandle) throws -> Value
    ) async throws -> Value {
        let connection = try await connected()
        let abandoned = Abandonment<Value>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let answer = Answer(continuation, within: nil)
                abandoned.watch(answer)
                calls.async {
                    virSetErrorFunc(nil) { _, _ in }
                    answer.give(Result { try body(connection) })
                }
            }
        } onCancel: {
            abandoned.abandon()
        }
    }

    /// The connection, opened where needed; one attempt at a time, however many wait for it.
    func connected(within limit: Duration = LibvirtConnection.patience) async throws -> ConnectionHandle {
        if let handle, handle.isAlive { return handle }
        return try await withCheckedThrowingContinuation { continuation in
            waiting.append(Answer(continuation, within: limit))
            if !isOpening { open() }
        }
    }

    private func open() {
        isOpening = true
        let uri = uri
        calls.async { [self] in
            let result = Result { try ConnectionHandle(uri: uri) }
            executor.run { self.assumeIsolated { $0.opened(result) } }
        }
    }

    private func opened(_ result: Result<ConnectionHandle, any Error>) {
        isOpening = false
        if case .success(let connection) = result { handle = connection }
        for answer in waiting { answer.give(result) }
        waiting = []
    }
}

/// What runs on a host.
public struct LibvirtVersions: Sendable, Hashable {
    public var libvirt: String
    public var hypervisor: String
}

/// libvirt counts versions as major · 1,000,000 + minor · 1,000 + release.
private func dotted(_ version: UInt) -> String {
    "\(version / 1_000_000).\(version / 1000 % 1000).\(version % 1000)"
}
