import AgentAPI
package import MortarModel
import Placement

/// What users can ask for about bricks that are not well.
package struct RepairService: Sendable {
    let context: EngineContext
    private let workflows: Workflows

    package init(_ context: EngineContext, workflows: Workflows) {
        self.context = context
        self.workflows = workflows
    }

    /// Begins a replacement; refused at once where the guard refuses it.
    ///
    /// - Parameter condition: what is wrong with the old brick; nil where a user wants it for reasons of their own.
    package func begin(
        _ replacement: ReplaceBrick, because condition: BrickCondition?, by request: RequestOrigin
    ) async throws -> Job {
        try await context.observeForGuard(volumes: [replacement.set.name])
        return try await workflows.start(replacement, by: request) { inventory in
            try inventory.refuseWhileHostIsReplaced(replacement)
            try inventory.reserve(replacement, at: context.now())
            guard let condition else { return }
            let neighbourhood = inventory.neighbourhoodWithReason(of: replacement).map { ", \($0)" } ?? ""
            inventory.addEvent(
                .brickLost, .error,
                "The brick of replica set \(replacement.set.name) on \(inventory.words(for: replacement.old))"
                    + " \(condition.words). It is rebuilt on \(inventory.words(for: replacement.new))\(neighbourhood).",
                at: context.now(), about: replacement.subjects)
        }
    }

    /// Rebuilds a brick by the user's choice.
    ///
    /// - Parameters:
    ///   - device: a failed brick's device, or a blank device that shall take the place of a failed brick, of its host if there is
    ///     one there, else of any.
    ///   - target: the new device, where `device` is the old one; nil to have one chosen.
    ///   - wipe: the new device may be wiped, whatever is on it: the user named it for that.
    ///   - stripe: of the new device, which has to be named, if it is a RAID device; nil for what is known of it.
    /// - Returns: what is done, and the job that shows it.
    package func replace(
        _ device: HostDevice, onto target: HostDevice?, wipe: Bool, stripe: StripeGeometry? = nil,
        by request: RequestOrigin
    ) async throws -> (replacement: ReplaceBrick, job: Job) {
        let replacement = try await plan(device, onto: target, wipe: wipe, stripe: stripe)
        return (replacement, try await begin(replacement, because: nil, by: request))
    }

    /// The replacement that ``replace(_:onto:wipe:stripe:by:)`` would begin, on fresh facts.
    ///
    /// The host of a brick that is replaced may be gone; the host of the new one has to answer.
    package func plan(
        _ device: HostDevice, onto target: HostDevice?, wipe: Bool, stripe: StripeGeometry? = nil
    ) async throws -> ReplaceBrick {
        if let target { try await context.observe([target.hostID]) }
        let silence = try await silence(of: device.hostID)
        let inventory = context.inventory
        var replacement = try inventory.replacement(device, onto: target, wipe: wipe, at: context.now())
        if let stripe {
            try inventory.refuseUnnamed(replacement.new, named: target ?? device)
            replacement.new.stripe = stripe
        }
        if let silence, replacement.new.hostID == device.hostID { throw silence }
        return replacement
    }

    /// What a host that does not answer says instead of its facts; nil when it tells them.
    private func silence(of host: HostID) async throws -> Failure? {
        do {
            try await context.observe([host])
            return nil
        } catch let failure as Failure where [.hostUnreachable, .timedOut].contains(failure.code) {
            return failure
        }
    }
}

extension Inventory {
    /// Refuses a stripe for a device that Mortar has chosen: only who names a device knows its geometry.
    fileprivate func refuseUnnamed(_ brick: Brick, named device: HostDevice) throws {
        let facts = devices(of: device.hostID).first { [$0.path, $0.stablePath].contains(device.device) }
        if brick.hostID == device.hostID, brick.device == facts?.stablePath { return }
        throw Failure(
            .invalid, "A RAID geometry is given, and the new brick's device is not named.",
            correction: "Name the new device, with --with in “mortar device replace”, or leave the geometry out.")
    }
}

extension Inventory {
    /// The brick would get two new ones.
    fileprivate func refuseWhileHostIsReplaced(_ replacement: ReplaceBrick) throws {
        guard try isBeingReplaced(replacement.old.hostID) else { return }
        let name = hosts[replacement.old.hostID]?.name ?? "?"
        throw Failure(
            .conflict, "Host \(name) is being replaced with all its bricks.",
            correction: "Wait until that has ended; “mortar job list” shows it.", objects: ["host \(name)"])
    }
}
