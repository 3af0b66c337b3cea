/// What a VM that runs needs of any host that it moves to.
package struct VMHardware: Sendable, Hashable, Codable {
    /// Whether its instructions are run by a program; by the processor otherwise.
    package var isEmulated: Bool
    /// QEMU's machine with its version, as `pc-q35-7.2`.
    package var machine: String
    /// The processor that the guest sees, as libvirt's `cpu` element; nil where it does not depend on the host.
    package var processor: String?

    package init(isEmulated: Bool, machine: String, processor: String?) {
        self.isEmulated = isEmulated
        self.machine = machine
        self.processor = processor
    }
}

/// A VM that is to come in to a host while it runs.
package struct VMAdmission: Sendable, Hashable, Codable {
    /// The VM, with the access to its disks that it shall have here.
    package var request: VMRequest
    package var hardware: VMHardware

    package init(request: VMRequest, hardware: VMHardware) {
        self.request = request
        self.hardware = hardware
    }
}

/// What a host offers a VM that may come in.
package struct VMAdmissionAnswer: Sendable, Hashable, Codable {
    /// Whether memory may follow the guest later: the kernel must let QEMU's user handle page faults.
    package var canPostCopy: Bool

    package init(canPostCopy: Bool) {
        self.canPostCopy = canPostCopy
    }
}
