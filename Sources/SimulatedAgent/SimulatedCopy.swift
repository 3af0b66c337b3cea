package import AgentAPI
package import MortarModel
import Synchronization

/// A disk that is being copied.
struct SimulatedCopy: Sendable {
    /// The host that copies.
    var address: String
    var request: DiskCopyRequest
    /// How often somebody has asked how it stands; it is complete at the second time.
    var looks = 0

    var isComplete: Bool { looks >= 2 }
}

extension SimulatedCluster.State {
    /// How the copy of a disk stands, as a host's agent sees it.
    func copyState(_ request: DiskCopyRequest, at address: String) -> DiskCopyFacts.State {
        let current = request.vm.flatMap { hosts[address]?.attached[$0]?[request.disk] }
        if current == request.target || (current == nil && moved.contains(request.source)) { return .switched }
        if let copy = copies[request.disk], copy.address == address, copy.request.target == request.target {
            return copy.isComplete ? .complete : .copying
        }
        return current == nil && moving.contains(request.source) ? .unclear : .none
    }

    /// A VM that ends takes the copies of its disks with it.
    mutating func endCopies(of vm: VMID) {
        for (disk, copy) in copies where copy.request.vm == vm { copies[disk] = nil }
        for address in hosts.keys { hosts[address]?.attached[vm] = nil }
    }

    mutating func loseGuests(of address: String) {
        for vm in hosts[address]?.vms.keys.map(\.self) ?? [] { endCopies(of: vm) }
        for (disk, copy) in copies where copy.address == address { copies[disk] = nil }
        hosts[address]?.vms = [:]
    }

    /// Writes the content of a copy that has just become complete.
    mutating func fill(_ request: DiskCopyRequest) {
        contents[request.target] = contents[request.source]
    }
}

extension SimulatedCluster {
    /// Has a disk's image hold something.
    package func setContent(_ content: String, of image: ImageReference) {
        state.withLock { $0.contents[image] = content }
    }

    package func content(of image: ImageReference) -> String? { state.withLock { $0.contents[image] } }

    /// Has a VM write to its disk: to the image that it uses, and to the copy if that is complete.
    package func write(_ content: String, to disk: DiskID, of vm: VMID) {
        state.withLock { state in
            guard let image = state.hosts.values.compactMap({ $0.attached[vm]?[disk] }).first else { return }
            state.contents[image] = content
            if let copy = state.copies[disk], copy.isComplete { state.contents[copy.request.target] = content }
        }
    }

    /// Restarts a host's agent: it forgets the copies of disks that nobody uses.
    package func restartAgent(of address: String) {
        state.withLock { state in
            for (disk, copy) in state.copies where copy.address == address && copy.request.vm == nil {
                state.copies[disk] = nil
            }
        }
    }

    /// Has the next copies end as soon as they have begun, as QEMU does when the target takes no writes.
    package func breakCopies(_ count: Int) {
        state.withLock { $0.brokenCopies = count }
    }

    /// Has a host be lost while a VM changes from an image to its copy.
    package func leaveUnclear(_ image: ImageReference) {
        state.withLock { _ = $0.moving.insert(image) }
    }

    /// The image that a VM uses for a disk; nil where it does not run.
    package func attachedImage(of disk: DiskID, vm: VMID) -> ImageReference? {
        state.withLock { state in state.hosts.values.compactMap { $0.attached[vm]?[disk] }.first }
    }
}
