import Foundation
import LibvirtKit
import Synchronization

@testable import AgentCore

/// A libvirt in memory, whose answers tests can bend.
final class FakeHypervisor: Hypervisor {
    struct State {
        var domains: [UUID: (domain: Domain, description: String)] = [:]
        var created: [String] = []
        var creationError: LibvirtError?
        var listError: LibvirtError?
        var typed: [UInt8] = []
        var consoleError: LibvirtError?
        var writes: [UUID: Result<WriteStatistics?, LibvirtError>] = [:]
        var closedDisks: [UUID: Bool] = [:]
        /// What libvirt says instead of what a VM does.
        var domainError: LibvirtError?
        var orders: [BlockCopyOrder] = []
        var copyError: LibvirtError?
        var refusesPivot = false
        var losesPivotAnswer = false
        /// What happens before a VM changes to the copy of a disk.
        var pivoting: @Sendable () async throws -> Void = {}
        var listeners: [AsyncThrowingStream<DomainEvent, any Error>.Continuation] = []
        /// What libvirt tells of moves.
        var underWay: MigrationStatistics?
        var completed: MigrationStatistics?
        var ordered: [MigrationOrder] = []
        /// The end of each move that goes on: what it comes to.
        var moves: [CheckedContinuation<Void, any Error>] = []
        var abortError: LibvirtError?
        var machineError: LibvirtError?
        var processorError: LibvirtError?
    }

    let state = Mutex(State())
    /// What ending a domain takes; the domain goes afterwards, unless it throws.
    let ending: @Sendable () async throws -> Void

    init(ending: @escaping @Sendable () async throws -> Void = {}) {
        self.ending = ending
    }

    var created: [String] { state.withLock { $0.created } }
    var listenerCount: Int { state.withLock { $0.listeners.count } }

    func domains() async throws -> [Domain] {
        try state.withLock { state in
            if let error = state.listError { throw error }
            return state.domains.values.map(\.domain)
        }
    }

    func domain(_ id: UUID) async throws -> Domain? {
        try state.withLock { state in
            if let error = state.domainError { throw error }
            return state.domains[id]?.domain
        }
    }

    func description(of id: UUID) async throws -> String? { state.withLock { $0.domains[id]?.description } }

    func createDomain(_ description: String) async throws -> Domain {
        try state.withLock { state in
            state.created.append(description)
            if let error = state.creationError { throw error }
        }
        return add(description)
    }

    /// Makes a domain of a description run, as somebody else might.
    @discardableResult
    func add(_ description: String, _ domainState: DomainState = DomainState(.running, reason: "booted")) -> Domain {
        let id = UUID(uuidString: String(description.firstMatch(of: /<uuid>(.*)<\/uuid>/)!.1))!
        let name = String(description.firstMatch(of: /<name>(.*)<\/name>/)!.1)
        let domain = Domain(id: id, name: name, state: domainState)
        state.withLock { $0.domains[id] = (domain, description) }
        return domain
    }

    func remove(_ id: UUID) { state.withLock { _ = $0.domains.removeValue(forKey: id) } }

    func destroy(_ id: UUID) async throws {
        guard state.withLock({ $0.domains[id] }) != nil else {
            throw LibvirtError(code: .noDomain, message: "no domain")
        }
        try await ending()
        remove(id)
    }

    func shutDown(_ id: UUID) async throws {
        guard state.withLock({ $0.domains[id] }) != nil else {
            throw LibvirtError(code: .noDomain, message: "no domain")
        }
    }

    func resume(_ id: UUID) async throws {
        state.withLock { $0.domains[id]?.domain.state = DomainState(.running, reason: "unpaused") }
    }

    func writeStatistics(of id: UUID) async throws -> WriteStatistics? {
        try state.withLock { try $0.writes[id]?.get() }
    }

    func hasClosedDisk(_ id: UUID) async throws -> Bool? { state.withLock { $0.closedDisks[id] } }

    func domainEvents() async throws -> AsyncThrowingStream<DomainEvent, any Error> {
        let (stream, continuation) = AsyncThrowingStream<DomainEvent, any Error>.makeStream()
        state.withLock { $0.listeners.append(continuation) }
        return stream
    }

    func tell(_ kind: DomainEvent.Kind, _ id: UUID) {
        for listener in state.withLock({ $0.listeners }) {
            listener.yield(DomainEvent(id: id, name: "web", kind: kind))
        }
    }

    func loseConnection() {
        let listeners = state.withLock { state in
            defer { state.listeners = [] }
            return state.listeners
        }
        for listener in listeners { listener.finish(throwing: LibvirtError(code: .noConnection, message: "gone")) }
    }

    func consoleInput(_ id: UUID) async throws -> any ConsoleInput {
        if let error = state.withLock({ $0.consoleError }) { throw error }
        return Input(hypervisor: self)
    }

    struct Input: ConsoleInput {
        let hypervisor: FakeHypervisor
        func write(_ bytes: [UInt8]) throws { hypervisor.state.withLock { $0.typed += bytes } }
        func close() {}
    }
}

// MARK: Migrations

extension FakeHypervisor {
    func migratableDescription(of id: UUID) async throws -> String? { try await description(of: id) }

    func domainCapabilities(machine: String?, kind: String) async throws -> String {
        if let error = state.withLock({ $0.machineError }) { throw error }
        return "<domainCapabilities/>"
    }

    func requireProcessor(_ processor: String, machine: String) async throws {
        if let error = state.withLock({ $0.processorError }) { throw error }
    }

    func migrate(_ id: UUID, by order: MigrationOrder) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock { state in
                    state.ordered.append(order)
                    state.moves.append(continuation)
                }
            }
        } onCancel: {
            endMoves(.failure(CancellationError()))
        }
    }

    /// Has the moves that go on come to their end.
    func endMoves(_ result: Result<Void, any Error>) {
        let moves = state.withLock { state in
            defer { state.moves = [] }
            return state.moves
        }
        for move in moves { move.resume(with: result) }
    }

    func migrationStatistics(of id: UUID) async throws -> MigrationStatistics? { state.withLock { $0.underWay } }
    func completedMigration(of id: UUID) async throws -> MigrationStatistics? { state.withLock { $0.completed } }

    func abortMigration(of id: UUID) async throws {
        if let error = state.withLock({ $0.abortError }) { throw error }
        endMoves(.failure(LibvirtError(code: .aborted, message: "aborted by client")))
    }

    func startPostCopy(of id: UUID) async throws {
        throw LibvirtError(code: .operationInvalid, message: "post-copy can only be started for a migration")
    }
}
