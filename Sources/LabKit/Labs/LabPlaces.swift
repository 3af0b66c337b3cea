/// Where labs keep their files on the machine.
package struct LabPlaces: Hashable, Sendable {
    /// One folder for each lab.
    package var labs: String
    /// One folder for each emulated host.
    package var emulatedHosts: String
    /// Base trees and the images of guests and emulated hosts, shared by all.
    package var cache: String
    /// Locks, gone when the machine starts again.
    package var locks: String

    package init(
        labs: String = "/var/lib/mortar-lab", emulatedHosts: String = "/var/lib/mortar-emulated",
        cache: String = "/var/cache/mortar-lab", locks: String = "/run/lock"
    ) {
        self.labs = labs
        self.emulatedHosts = emulatedHosts
        self.cache = cache
        self.locks = locks
    }
}
