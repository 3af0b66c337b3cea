import AgentAPI
import MortarModel

/// What users want to do with a device.
enum DevicePurpose: Sendable {
    case spare
    /// Make it ready as a spare, whatever is on it if it may be wiped.
    case provisioning(wipe: Bool)
    case release(wipe: Bool)
}

extension Inventory {
    /// Throws what forbids a purpose, with what to do about it.
    func refuse(_ purpose: DevicePurpose, of view: DeviceView) throws {
        let name = "\(view.facts.path) of \(hosts[view.hostID]?.name ?? "?")"
        if let obstacle = view.obstacle(to: purpose, name: name) { throw obstacle }
        if case .release = purpose { return }
        try refuseReserved(view, name)
    }

    /// A storage domain or replica set that is being made has reserved its devices and not made all of its bricks yet.
    private func refuseReserved(_ view: DeviceView, _ name: String) throws {
        let owner = replicaSets.first { set in
            (storageDomains[set.storageDomainID]?.status == .locked || set.phase == .beingMade)
                && set.bricks.contains { brick in
                    brick.hostID == view.hostID && [view.facts.path, view.facts.stablePath].contains(brick.device)
                }
        }
        guard let owner else { return }
        throw Failure(
            .conflict, "The device \(name) is reserved for a brick of \(owner.name).",
            correction: "Name another device, or wait until the storage domain's job has ended.")
    }
}

extension DeviceView {
    /// Nil where nothing stands in the way.
    fileprivate func obstacle(to purpose: DevicePurpose, name: String) -> Failure? {
        if let set = replicaSet {
            return refusal(
                "The device \(name) carries a brick of \(set.name).", "Name another device, or replace the brick first."
            )
        }
        if case .release(let wipe) = purpose { return obstacleToRelease(wipe: wipe, name) }
        if !isCurrent {
            return Failure(
                .hostUnreachable, "Nothing is known of the device \(name) now: its host does not answer.",
                correction: "See whether the host is on.")
        }
        if state == .missing || !isThere { return refusal("The device \(name) is not there.", "Plug it in again.") }
        if health.verdict >= .failing {
            return refusal(
                "The device \(name) is \(health.verdict.rawValue).", "Replace it.",
                cause: health.reasons.joined(separator: " "))
        }
        return obstacleOfUse(purpose, name)
    }

    private func obstacleOfUse(_ purpose: DevicePurpose, _ name: String) -> Failure? {
        var wipes = false
        if case .provisioning(let wipe) = purpose { wipes = wipe }
        switch (state == .system ? .system : use) as State {
        case .blank, .spare: return nil
        case .system:
            return refusal("The host lives on the device \(name).", "Name another device.", cause: detail)
        default:
            if wipes { return nil }
            return refusal(
                "The device \(name) is not blank.",
                "Provision it with --wipe if nothing on it is needed: all of it is lost.",
                cause: detail ?? "It carries a brick of Mortar's that this cluster does not know.")
        }
    }

    private func obstacleToRelease(wipe: Bool, _ name: String) -> Failure? {
        if use == .foreign {
            if wipe || isSpare { return nil }
            return refusal(
                "The device \(name) carries a brick that this cluster does not know.",
                "Release it with --wipe if nothing in the brick is needed: all of it is lost.")
        }
        return isSpare
            ? nil : refusal("The device \(name) is no spare and carries no brick: nothing is to be released.")
    }

    private func refusal(_ message: String, _ correction: String? = nil, cause: String? = nil) -> Failure {
        Failure(.conflict, message, cause: cause, correction: correction, objects: ["device \(facts.path)"])
    }
}
