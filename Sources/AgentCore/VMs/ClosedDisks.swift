import MortarModel
import Synchronization

/// The VMs of which QEMU has closed a disk's image for good.
final class ClosedDisks: Sendable {
    private let vms = Mutex<Set<VMID>>([])

    func contains(_ vm: VMID) -> Bool { vms.withLock { $0.contains(vm) } }

    /// Takes note; tells whether that is news.
    func add(_ vm: VMID) -> Bool { vms.withLock { $0.insert(vm).inserted } }

    /// A VM that starts has its disks opened anew.
    func forget(_ vm: VMID) { vms.withLock { _ = $0.remove(vm) } }
}
