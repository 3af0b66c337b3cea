package import AgentAPI
package import MortarModel

/// All that is known of a device: what it is, what it serves as, and what is thought of it.
package struct DeviceView: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// Free for a brick.
        case blank
        /// Free, and kept for the repair of a replica set.
        case spare
        /// Carries a brick of a replica set.
        case brick
        /// Carries what the host itself needs: `/`, `/boot`, swap.
        case system
        case inUse = "in_use"
        /// Carries a brick of Mortar's that no replica set of this cluster knows.
        case foreign
        /// Whatever it serves as, it is about to fail.
        case failing
        /// Whatever it served as, it does so no more.
        case failed
        /// It should carry a brick, or is a spare, and is not there though its host answers.
        case missing
    }

    package var id: DeviceID
    package var hostID: HostID
    /// As last seen; of a device that is not there, what is written down of it.
    package var facts: DeviceFacts
    package var state: State
    /// What occupies it, as users read it.
    package var detail: String?
    /// The brick that it carries, or should.
    package var brick: Brick?
    /// The replica set of that brick.
    package var replicaSet: ReplicaSet?
    /// Whether users marked it as a spare.
    package var isSpare = false
    /// Of a RAID device, as users told it.
    package var stripe: StripeGeometry?
    package var health = DeviceHealth(.unknown)
    /// How long its rated life lasts at the pace of its history; nil where that is not known.
    package var daysOfLife: Double?
    /// Whether this is how it is now: its host answers. Otherwise it was so when last seen.
    package var isCurrent: Bool
    /// Whether its host told of it when it was last heard.
    package var isThere: Bool
    /// What is not as it should be, as users read it, from its first moment on: it may be passing.
    package var absence: String?

    /// Whether a brick can be made on it: blank, of no bad verdict, and there.
    package var isFree: Bool { (state == .blank || state == .spare) && isCurrent && isThere }

    /// What it serves as, whatever its health.
    package var use: State {
        if brick != nil { return .brick }
        if case .brick = facts.use { return .foreign }
        if case .blank = facts.use { return isSpare ? .spare : .blank }
        return detail.map(DeviceUse.isOfSystem) == true ? .system : .inUse
    }
}

extension DeviceUse {
    /// Whether the words of a device's occupation say that the host itself lives on it.
    static func isOfSystem(_ text: String) -> Bool {
        if text.contains("swap in use") { return true }
        guard let mountPoint = text.firstMatch(of: /mounted on (\/[^\s,]*)/)?.1 else { return false }
        return ["/", "/usr", "/var", "/home", "/opt", "/efi"].contains(mountPoint) || mountPoint.hasPrefix("/boot")
            || mountPoint.hasPrefix("/var/log")
    }
}
