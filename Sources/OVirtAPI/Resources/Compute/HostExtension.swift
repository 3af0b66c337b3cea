package import Foundation
package import MortarModel

/// What Mortar says of a host beyond oVirt; elements of the host itself.
package struct HostExtension: Representation {
    /// The address that Gluster traffic uses.
    package var storageAddress: String?
    /// The name that bricks and peers are called by.
    package var storageName: String?
    /// What it shares with hosts that may fail with it, a rack for one. Can be changed; empty for none.
    package var zone: String?
    /// Whether its bricks stay where they are when it is lost, however long. Can be changed.
    package var keepsBricks: Bool?
    /// Whether the processor runs guests itself; otherwise they are emulated.
    package var hasKVM: Bool?
    package var libgfapi: SelfTestRepresentation?
    package var glusterVersion: VersionRepresentation?
    package var qemuVersion: VersionRepresentation?
    package var kernelVersion: VersionRepresentation?
    /// In bytes; what programs could have now without swapping.
    package var availableMemory: Int64?
    /// Runnable tasks, averaged over the last minute.
    package var load: Double?
    /// When the agent was last heard of.
    package var lastSeen: Date?
    /// The upgrade that has not come to its end, `comes_back` or `stays_in_maintenance`; nil where there is none.
    package var upgrade: String?
    /// Why it has to be rebooted, as far as is known; nil where it has not to be.
    package var rebootReason: String?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("storage_address", &storageAddress)
        try coder.value("storage_name", &storageName)
        try coder.value("zone", &zone)
        try coder.value("keep_bricks", &keepsBricks)
        try coder.value("kvm", &hasKVM)
        try coder.object("libgfapi", &libgfapi)
        try coder.object("gluster_version", &glusterVersion)
        try coder.object("qemu_version", &qemuVersion)
        try coder.object("kernel_version", &kernelVersion)
        try coder.value("available_memory", &availableMemory)
        try coder.value("load", &load)
        try coder.value("last_seen", &lastSeen)
        try coder.value("upgrade", &upgrade)
        try coder.value("reboot_reason", &rebootReason)
    }
}

/// Whether something works on a host, tried and not guessed.
package struct SelfTestRepresentation: Representation {
    /// `passed`, `failed` or `untried`.
    package var verdict: String?
    package var detail: String?

    package init() {}

    package init(verdict: String, detail: String) {
        self.verdict = verdict
        self.detail = detail
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("verdict", &verdict)
        try coder.value("detail", &detail)
    }
}
