import AgentAPI
import HashTreeCollections
import MortarModel

/// Has a disk be copied and waits until the copy is complete, through restarts of agents and hosts that do not answer.
struct DiskCopyWatch: Sendable {
    /// A copy that has ended by itself is begun again so often in all.
    private static let attempts = 3

    let move: MoveDisk
    let context: EngineContext

    /// Meanwhile the observations tell how far it is.
    func run() async throws {
        var (begun, pause) = (0, GrowingPause())
        while true {
            try refuseCancelled()
            do {
                let state = try await state(begins: begun == 0)
                if state == .complete || state == .switched { return }
                if state == .unclear { throw Failure.unclear(move) }
                begun = max(begun, 1)
                if state == .none {
                    if begun == Self.attempts { throw Failure.endsByItself(move) }
                    begun += 1
                    try await beginAgain()
                }
            } catch let failure as Failure where Failure.passing.contains(failure.code) {
                try refuseLoss()
            }
            try await pause.pass()
        }
    }

    private func beginAgain() async throws {
        do {
            _ = try await state(begins: true)
        } catch let failure as Failure where failure.code == .conflict && move.vm != nil {
            throw Failure.lostVM(move, because: failure)
        }
    }

    private func state(begins: Bool) async throws -> DiskCopyFacts.State {
        let request = try context.inventory.copyRequest(for: move)
        let agent = try move.agent(in: context)
        let facts = begins ? try await agent.copyDisk(request) : try await agent.diskCopy(request)
        context.store.observe { [id = move.disk.id] in $0.diskCopies[id] = facts }
        return facts.state
    }

    private func refuseCancelled() throws {
        guard context.inventory.disks[move.disk.id]?.isMoveCancelled == true else { return }
        throw Failure(
            .cancelled, "The move of disk \(move.disk.name) was cancelled.", objects: ["disk \(move.disk.name)"])
    }

    /// A VM whose host does not answer may go on running, and copying.
    private func refuseLoss() throws {
        guard context.inventory.hasLostCopier(move) else { return }
        if move.vm != nil { throw Failure.lostVM(move) }
        throw Failure.lostHost(move, context.inventory.hosts[move.host ?? HostID()]?.name ?? "?")
    }
}

extension MoveDisk {
    /// Of the host that copies.
    func agent(in context: EngineContext) throws -> any HostAgent {
        guard let host else { return try context.anyPoolAgent() }
        return try context.agent(of: host)
    }
}

extension DiskCopyFacts {
    /// How much of it is done, 0–100; nil while that is not known.
    var percent: Int? {
        if state == .complete || state == .switched { return 100 }
        return total > .zero ? Int(min(99, max(0, copied.bytes / max(1, total.bytes / 100)))) : nil
    }
}

extension Failure {
    /// No answer in time: the next one may come.
    static let passing: Set<Failure.Code> = [.hostUnreachable, .timedOut, .busy]

    static func unclear(_ move: MoveDisk) -> Failure {
        Failure(
            .conflict, "Nobody knows which image of disk \(move.disk.name) counts.",
            cause: "Its VM ended in the moment in which it changed to the image on \(move.targetName).",
            correction: "Both images are kept: compare them, and upload the right one.",
            objects: ["disk \(move.disk.name)"])
    }

    static func lostVM(_ move: MoveDisk, because cause: Failure? = nil) -> Failure {
        Failure(
            .conflict, "The VM of disk \(move.disk.name) went down before the disk was moved.",
            cause: cause?.message,
            correction: "The disk is where it was; move it again.", objects: ["disk \(move.disk.name)"])
    }

    fileprivate static func lostHost(_ move: MoveDisk, _ host: String) -> Failure {
        Failure(
            .hostUnreachable, "Host \(host), which copied disk \(move.disk.name), does not answer any more.",
            correction: "Move the disk again.", objects: ["host \(host)", "disk \(move.disk.name)"])
    }

    fileprivate static func endsByItself(_ move: MoveDisk) -> Failure {
        Failure(
            .toolFailed, "The copy of disk \(move.disk.name) ends by itself again and again.",
            correction: "See whether replica set \(move.targetName) is well, and move the disk again.",
            objects: ["disk \(move.disk.name)"])
    }
}
