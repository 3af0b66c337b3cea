/// A disk of a domain that runs, as libvirt describes it.
package struct AttachedDisk: Sendable, Hashable {
    /// A second place that everything of the disk is copied to.
    package struct Copy: Sendable, Hashable {
        package var source: DiskSource
        /// Whether all is there, and all that is written goes to both.
        package var isReady: Bool

        package init(source: DiskSource, isReady: Bool) {
            self.source = source
            self.isReady = isReady
        }
    }

    /// The target, `vda`.
    package var device: String
    /// The id of Mortar's disk; nil for discs.
    package var serial: String?
    /// Nil for an empty drive.
    package var source: DiskSource?
    package var copy: Copy?

    package init(device: String, serial: String?, source: DiskSource?, copy: Copy? = nil) {
        self.device = device
        self.serial = serial
        self.source = source
        self.copy = copy
    }
}
