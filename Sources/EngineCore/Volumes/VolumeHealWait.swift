import AgentAPI
import MortarModel
import Placement

/// Waits until a brick of a volume of users has all that the others of its group have.
struct VolumeHealWait: Sendable {
    /// Between two questions; GlusterFS's answer takes a client of its own each time.
    private static let interval = Duration.seconds(3)
    private static let looksBetweenOrders = 5
    private static let passing: Set<Failure.Code> = [.hostUnreachable, .timedOut, .toolFailed, .busy]

    /// Its name.
    let volume: String
    let filling: VolumeBrick

    /// Throws when the volume has the brick no more.
    func run(_ context: EngineContext) async throws {
        var looks = 0
        while try await !isFilled(context, asking: looks.isMultiple(of: Self.looksBetweenOrders)) {
            looks += 1
            try await Task.sleep(for: Self.interval)
        }
    }

    /// A host that does not answer for a moment is asked again: a heal may take hours.
    ///
    /// - Parameter asking: whether to ask for the heal of what waits.
    private func isFilled(_ context: EngineContext, asking: Bool) async throws -> Bool {
        do {
            try await context.observeForGuard(volumes: [volume])
            let inventory = context.inventory
            let facts = try inventory.changeable(volume)
            try facts.require([filling])
            guard let place = facts.bricks.firstIndex(where: { $0.brick == filling }), facts.bricks[place].isOnline
            else { return false }
            let pending = try await context.anyPoolAgent().healSummary(volume: volume).pending
            if pending == 0, isUnblamed(place, facts, inventory) { return true }
            if asking { try await context.beginHeal(of: volume) }
            return false
        } catch let failure as Failure where Self.passing.contains(failure.code) {
            return false
        }
    }

    /// Whether the bricks that are online told, and hold nothing against it.
    private func isUnblamed(_ place: Int, _ facts: VolumeFacts, _ inventory: Inventory) -> Bool {
        facts.bricks.filter(\.isOnline).allSatisfy { brick in
            inventory.observations.guarded.blames[brick.brick].map { $0.value[place, default: 0] == 0 } ?? false
        }
    }
}
