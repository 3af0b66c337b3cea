import BlockDeviceKit
import Synchronization

/// Sizes and free space of mounts as they were told last, for when nobody can be asked.
final class BrickSpaces: Sendable {
    private let known = Mutex<[String: Mount]>([:])

    func keep(_ mounts: [Mount]) {
        known.withLock { known in
            known = mounts.reduce(into: [:]) { $0[$1.mountPoint] = $1 }
        }
    }

    /// The mount with the sizes of what was mounted there last from the same source; without sizes where that is not known.
    func filled(_ mount: Mount) -> Mount {
        guard let last = known.withLock({ $0[mount.mountPoint] }), last.source == mount.source else { return mount }
        var mount = mount
        mount.size = last.size
        mount.free = last.free
        return mount
    }
}
