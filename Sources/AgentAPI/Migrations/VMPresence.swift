/// Whether and how a VM is on a host.
package enum VMPresence: Sendable, Hashable, Codable {
    /// No domain and no process.
    case absent
    /// Its guest may run here, or is paused here.
    case present(VMFacts)
    /// Its guest runs here, ahead of its memory, of which a part is still on the host that it left: neither can do without the
    /// other.
    case ahead(VMFacts)
    /// It is coming in from another host; its guest has not begun to run here.
    case comingIn
    /// Its guest runs no more or went on elsewhere; what is left of it here may still hold disks.
    case leaving
}
