import AgentAPI
import MortarModel
import Placement

/// Waits until a brick of a volume of users has all that the others of its group have.
struct VolumeHealWait: Sendable {
    /// Between two questions; GlusterFS's answer takes a client of its own each time.
    private static let interval = Duration.seconds(3)
    private static let looksBetweenOrders = 5
    /// A brick that has been away for so long is not waited for: only another replacement can help, and this one is in its way.
    private static let patience = Duration.seconds(600)
    private static let passing: Set<Failure.Code> = [.hostUnreachable, .timedOut, .toolFailed, .busy]

    /// Its name.
    let volume: String
    let filling: VolumeBrick

    /// Throws when the volume has the brick no more, or nobody has seen it online for a while.
    func run(_ context: EngineContext) async throws {
        var (looks, seen) = (0, ContinuousClock.now)
        while true {
            let asking = looks.isMultiple(of: Self.looksBetweenOrders)
            switch try await progress(context, asking: asking) {
            case .filled: return
            case .filling: seen = .now
            case .away: if ContinuousClock.now - seen >= Self.patience { throw lost }
            case .unknown: break
            }
            looks += 1
            try await Task.sleep(for: Self.interval)
        }
    }

    private enum Progress {
        case filled, filling, away
        /// Nobody answered.
        case unknown
    }

    private var lost: Failure {
        Failure(
            .toolFailed, "The brick \(filling.host):\(filling.directory) was lost while it was being filled.",
            cause: "It has been offline for \(Self.patience).",
            correction: "The other bricks have everything: replace this one by another.", objects: ["volume \(volume)"])
    }

    /// A host that does not answer for a moment is asked again: a heal may take hours.
    ///
    /// - Parameter asking: whether to ask for the heal of what waits.
    private func progress(_ context: EngineContext, asking: Bool) async throws -> Progress {
        do {
            try await context.observeForGuard(volumes: [volume])
            let inventory = context.inventory
            let facts = try inventory.changeable(volume)
            try facts.require([filling])
            guard let place = facts.bricks.firstIndex(where: { $0.brick == filling }), facts.isStatusKnown else {
                return .unknown
            }
            guard facts.bricks[place].isOnline else { return .away }
            let pending = try await context.anyPoolAgent().healSummary(volume: volume).pending
            if pending == 0, isUnblamed(place, facts, inventory) { return .filled }
            if asking { try await context.beginHeal(of: volume) }
            return .filling
        } catch let failure as Failure where Self.passing.contains(failure.code) {
            return .unknown
        }
    }

    /// Whether the bricks that are online told, and hold nothing against it.
    private func isUnblamed(_ place: Int, _ facts: VolumeFacts, _ inventory: Inventory) -> Bool {
        facts.bricks.filter(\.isOnline).allSatisfy { brick in
            inventory.observations.guarded.blames[brick.brick].map { $0.value[place, default: 0] == 0 } ?? false
        }
    }
}
