/// How the VMs of a cluster move from host to host.
package struct MigrationPolicy: Sendable, Hashable, Codable {
    /// Whether guests that write faster than their memory is sent are slowed down.
    package var converges = true
    /// What all moves from or to one host may take together, in Mbit/s; 0 for as much as there is.
    package var bandwidth = 0
    /// Seconds after which a guest goes on at its new host before its memory is there; 0 for never.
    ///
    /// Never, to begin with: from then on the loss of either host is the loss of the guest's memory.
    package var postCopyAfter: Int64 = 0

    package init() {}
}
