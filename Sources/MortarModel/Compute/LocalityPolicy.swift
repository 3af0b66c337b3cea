/// What a cluster does about VMs that run where their disks are not.
package struct LocalityPolicy: Sendable, Hashable, Codable {
    package enum Mode: String, Sendable, Hashable, Codable, CaseIterable {
        /// They are brought back.
        case automatic = "auto"
        /// What would bring them back is told.
        case propose
        case off
    }

    package var mode = Mode.automatic
    /// Seconds that a VM is left where it is, and that it has to be away, before it is moved: hosts that come and go for a moment
    /// do not send VMs to and fro.
    package var patience: Int64 = 60
    /// VMs that are moved at a time; moves for other reasons count, and go first.
    package var maximumMoves = 1

    package init() {}
}
