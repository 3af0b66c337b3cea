/// Where labs keep their files on the machine.
package struct LabPlaces: Hashable, Sendable {
    /// One folder for each lab.
    package var labs: String
    /// Base trees and guest images, shared by all labs.
    package var cache: String
    /// Locks, gone when the machine starts again.
    package var locks: String

    package init(
        labs: String = "/var/lib/mortar-lab", cache: String = "/var/cache/mortar-lab", locks: String = "/run/lock"
    ) {
        self.labs = labs
        self.cache = cache
        self.locks = locks
    }
}
