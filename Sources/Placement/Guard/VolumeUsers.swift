package import MortarModel

/// Who uses a volume, as far as hosts told.
package struct VolumeUsers: Sendable, Hashable {
    /// What uses it on one host.
    package struct OnHost: Sendable, Hashable {
        /// Names of running VMs with images on it.
        package var guests: [String]
        package var mountPoints: [String]

        package init(guests: [String], mountPoints: [String]) {
            self.guests = guests
            self.mountPoints = mountPoints
        }
    }

    /// Of every host that could use it; nil for those that did not tell.
    package var hosts: [HostID: Observed<OnHost>?]
    /// Addresses of clients that are no hosts of the cluster's; nil where that is not known.
    package var strangers: Observed<[String]>?

    package init(hosts: [HostID: Observed<OnHost>?], strangers: Observed<[String]>?) {
        self.hosts = hosts
        self.strangers = strangers
    }
}

/// What is to be done to a volume as a whole.
package enum VolumeAction: Sendable, Hashable {
    /// Data goes from brick to brick while users go on.
    case moveData
    /// Nobody reaches it any more.
    ///
    /// - Parameter force: also while it is mounted. VMs are not ended by it, whatever is said.
    case stop(force: Bool)
}
