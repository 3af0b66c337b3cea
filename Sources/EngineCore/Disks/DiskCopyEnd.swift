import AgentAPI
import MortarModel

/// The end of a copy, one way or the other; asks until it is known which image counts.
struct DiskCopyEnd: Sendable {
    let move: MoveDisk
    let context: EngineContext

    /// Returns when the new image counts, and the VM uses nothing of the old one.
    func switchOver() async throws {
        let state = try await known { agent, request in try await agent.switchDisk(request).state }
        switch state {
        case .switched: return
        case .unclear: throw Failure.unclear(move)
        case .none, .copying, .complete: throw Failure.lostVM(move)
        }
    }

    /// Ends the copy where the new image does not count yet; throws when nobody can know.
    func settle() async throws -> MoveDisk.Place {
        switch try await known({ agent, request in try await agent.cancelDiskCopy(request).state }) {
        case .switched: return .target
        case .none: return .source
        // A copy that has not ended may become either.
        case .unclear, .copying, .complete: throw Failure.unclear(move)
        }
    }

    /// Asks the host that copies; what has become of a VM that is known not to run there any more is written beside the image.
    private func known(
        _ ask: (any HostAgent, DiskCopyRequest) async throws -> DiskCopyFacts.State
    ) async throws -> DiskCopyFacts.State {
        let request = try context.inventory.copyRequest(for: move)
        var pause = GrowingPause()
        while true {
            do {
                return try await ask(try move.agent(in: context), request)
            } catch let failure as Failure {
                let isLost = context.inventory.hasLostCopier(move)
                guard isLost || Failure.passing.contains(failure.code) else { throw failure }
                if isLost, let state = try await written(request) { return state }
            }
            try await pause.pass()
        }
    }

    /// Nil while no host can tell.
    private func written(_ request: DiskCopyRequest) async throws -> DiskCopyFacts.State? {
        do {
            return try await context.anyPoolAgent().cancelDiskCopy(request).state
        } catch let failure as Failure where Failure.passing.contains(failure.code) {
            return nil
        }
    }
}
