/// An upgrade that a host is in, or that did not come to its end: what becomes of the host after it.
package enum UnfinishedUpgrade: String, Sendable, Hashable, Codable {
    /// The upgrade took it out of service and takes it back.
    case comesBack = "comes_back"
    /// Somebody else had put it into maintenance, and it stays there.
    case staysInMaintenance = "stays_in_maintenance"
}
