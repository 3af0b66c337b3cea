import DomainXML
import Foundation
import Glibc

/// What decides on a host how its VMs run.
package struct VMSettings: Sendable {
    /// Whether the processor can run guests; asked at every start.
    package var hasKVM: @Sendable () -> Bool
    /// The folder for what guests print on their consoles, a file per VM.
    package var consoleFolder: String
    /// How long QEMU may take to put its disks in order before it is ended the hard way.
    package var grace: Duration
    /// How long a process may take to go after that. Storage that does not answer can hold it for ever.
    package var patience: Duration

    /// Whether QEMU's user may handle page faults, which memory that follows a guest needs; asked at every admission.
    package var canPostCopy: @Sendable () -> Bool

    package init(
        hasKVM: @escaping @Sendable () -> Bool = { kvmIsUsable() }, consoleFolder: String = "/var/log/mortar/consoles",
        grace: Duration = .seconds(1), patience: Duration = .seconds(60),
        canPostCopy: @escaping @Sendable () -> Bool = { faultsAreUsable() }
    ) {
        self.hasKVM = hasKVM
        self.consoleFolder = consoleFolder
        self.grace = grace
        self.patience = patience
        self.canPostCopy = canPostCopy
    }
}

/// Whether this process may use the processor's virtualization.
package func kvmIsUsable(device: String = "/dev/kvm") -> Bool {
    let file = open(device, O_RDWR | O_CLOEXEC)
    guard file >= 0 else { return false }
    close(file)
    return true
}

/// Whether the kernel lets every user handle page faults (userfaultfd); kernels that do not ask let them.
package func faultsAreUsable(setting: String = "/proc/sys/vm/unprivileged_userfaultfd") -> Bool {
    guard let content = FileManager.default.contents(atPath: setting) else { return true }
    return String(decoding: content, as: UTF8.self).hasPrefix("1")
}
