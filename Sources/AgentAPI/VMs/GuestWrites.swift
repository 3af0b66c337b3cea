package import MortarModel

/// What a VM has written since its process started, all its disks together.
package struct GuestWrites: Sendable, Hashable, Codable {
    package var vm: VMID
    /// Writes that are done.
    package var requests: Int64
    /// What all of them have taken.
    package var time: Duration

    package init(vm: VMID, requests: Int64, time: Duration) {
        self.vm = vm
        self.requests = requests
        self.time = time
    }
}
