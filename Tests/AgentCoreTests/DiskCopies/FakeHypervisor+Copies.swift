import Foundation
import LibvirtKit
import Synchronization

@testable import AgentCore

/// Block copies, as they show in the descriptions of domains.
extension FakeHypervisor {
    func copyBlock(of id: UUID, by order: BlockCopyOrder) async throws {
        try state.withLock { state in
            state.orders.append(order)
            if let error = state.copyError { throw error }
            try state.changeDisk(order.device, of: id) { disk in
                if disk.contains("<mirror") { throw LibvirtError(code: .blockCopyActive, message: "active") }
                return disk.replacing("<target", with: "<mirror>\(source(in: order.destination))</mirror><target")
            }
        }
    }

    func blockJob(of id: UUID, device: String) async throws -> BlockJob? { BlockJob(current: 1 << 20, end: 4 << 20) }

    func switchToBlockCopy(of id: UUID, device: String) async throws {
        try await pivoting()
        try state.withLock { state in
            if state.refusesPivot { throw LibvirtError(code: .operationFailed, message: "not ready") }
            try state.changeDisk(device, of: id) { disk in
                guard let mirror = disk.firstMatch(of: /<mirror ready='yes'>(.*)<\/mirror>/.dotMatchesNewlines()) else {
                    throw LibvirtError(code: .operationInvalid, message: "no copy is ready")
                }
                let copy = String(mirror.1)
                let bare = disk.replacing(mirror.0, with: "")
                return bare.replacing(source(in: bare), with: copy)
            }
            if state.losesPivotAnswer { throw LibvirtError(code: .timedOut, message: "no answer") }
        }
    }

    func abortBlockCopy(of id: UUID, device: String) async throws {
        try state.withLock { try $0.changeDisk(device, of: id, withoutMirror) }
    }

    func changeMedium(of id: UUID, _ description: String) async throws {
        try state.withLock { state in
            try state.changeDisk("sdz", of: id) { $0.replacing(source(in: $0), with: source(in: description)) }
        }
    }

    /// Has a copy be complete.
    func completeCopy(of id: UUID) throws {
        try state.withLock { state in
            try state.changeDisk("vda", of: id) { $0.replacing("<mirror>", with: "<mirror ready='yes'>") }
        }
    }

    /// Has a copy end by itself.
    func breakCopy(of id: UUID) throws {
        try state.withLock { try $0.changeDisk("vda", of: id, withoutMirror) }
    }

    private var pivoting: @Sendable () async throws -> Void { state.withLock { $0.pivoting } }
}

extension FakeHypervisor.State {
    fileprivate mutating func changeDisk(
        _ device: String, of id: UUID, _ change: (String) throws -> String
    ) throws {
        guard var text = domains[id]?.description else { throw LibvirtError(code: .noDomain, message: "no domain") }
        let disks = text.matches(of: /<disk .*?<\/disk>/.dotMatchesNewlines())
        guard let disk = disks.first(where: { $0.output.contains("dev=\"\(device)\"") }) else {
            throw LibvirtError(code: .invalidArgument, message: "no disk")
        }
        text.replaceSubrange(disk.range, with: try change(String(disk.output)))
        domains[id]?.description = text
    }
}

private func withoutMirror(_ disk: String) -> String {
    disk.replacing(/<mirror.*<\/mirror>/.dotMatchesNewlines(), with: "")
}

/// The first `source` element of a text.
private func source(in text: String) -> String {
    let long = text.firstMatch(of: /<source[^>]*[^\/]>.*?<\/source>/.dotMatchesNewlines())
    return String(long?.output ?? text.firstMatch(of: /<source[^>]*\/>/)?.output ?? "")
}
