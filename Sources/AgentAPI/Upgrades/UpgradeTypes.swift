package import MortarModel

/// What an upgrade of a host's packages would do.
package struct PendingUpgrades: Sendable, Hashable, Codable {
    /// A package that would be new, newer, or gone.
    package struct Package: Sendable, Hashable, Codable {
        package var name: String
        /// Nil for one that would be new.
        package var installed: String?
        /// Nil for one that would be removed.
        package var candidate: String?

        package init(name: String, installed: String?, candidate: String?) {
            self.name = name
            self.installed = installed
            self.candidate = candidate
        }
    }

    package var packages: [Package]
    /// Why the host has to be rebooted as it is now, in words that end a sentence; nil where it has not to be.
    package var rebootReason: String?

    package init(packages: [Package], rebootReason: String? = nil) {
        self.packages = packages
        self.rebootReason = rebootReason
    }
}

/// The upgrade of all of a host's packages.
package struct UpgradeOrder: Sendable, Hashable, Codable {
    /// Of this one upgrade; letters, digits and hyphens.
    package var id: String

    package init(id: String) {
        self.id = id
    }
}

/// How an upgrade stands.
package enum UpgradeReport: Sendable, Hashable, Codable {
    /// It was not begun, or the host was booted since.
    case unknown
    case running
    case succeeded
    case failed(Failure)
}
