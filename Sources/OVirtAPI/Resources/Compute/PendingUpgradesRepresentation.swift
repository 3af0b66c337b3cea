package import MortarModel

/// Mortar's own: what an upgrade of a host's packages would do.
package struct PendingUpgradesRepresentation: Representation {
    package var packages: [PackageChangeRepresentation]?
    /// Whether the host has to be rebooted afterwards, as far as can be told before.
    package var needsReboot: Bool?
    /// Why it has to be rebooted as it is now.
    package var rebootReason: String?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.list("packages", of: "package", &packages)
        try coder.value("reboot_reason", &rebootReason)
        try coder.value("reboot_required", &needsReboot)
    }
}

/// A package that would be new, newer, or gone.
package struct PackageChangeRepresentation: Representation {
    package var name: String?
    /// Nil for one that would be new.
    package var installed: String?
    /// Nil for one that would be removed.
    package var candidate: String?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("candidate_version", &candidate)
        try coder.value("installed_version", &installed)
        try coder.value("name", &name)
    }
}
