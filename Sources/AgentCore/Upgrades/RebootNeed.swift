/// Whether a host has to be rebooted for what is installed to be in use.
///
/// Debian's packages leave a file when they think so, where something listens to them; a kernel that is newer than the one that
/// runs is seen without. Services that use old libraries are no reason: those that matter start anew with the host's maintenance.
struct RebootNeed: Sendable {
    /// In words that end a sentence; nil where there is no need.
    let reason: String?

    init(_ files: KernelFiles) throws {
        if let packages = try Self.packages(files) {
            reason = packages.isEmpty ? "the system asks for it" : "\(packages.joined(separator: ", ")) ask for it"
            return
        }
        let running = try files.line("/proc/sys/kernel/osrelease")
        let newest = try Self.newestKernel(files)
        guard let newest, newest != running, KernelRelease(running) < KernelRelease(newest) else {
            reason = nil
            return
        }
        reason = "it runs kernel \(running), and \(newest) is installed"
    }

    /// Those that ask for a reboot (`/run/reboot-required.pkgs`); nil where the system does not.
    private static func packages(_ files: KernelFiles) throws -> [String]? {
        guard files.exists("/run/reboot-required") else { return nil }
        let names = try files.textIfAny("/run/reboot-required.pkgs") ?? ""
        return Set(names.split(separator: "\n").map(String.init)).sorted()
    }

    private static func newestKernel(_ files: KernelFiles) throws -> String? {
        let prefix = "vmlinuz-"
        let kernels = try files.names(in: "/boot").filter { $0.hasPrefix(prefix) }.map {
            String($0.dropFirst(prefix.count))
        }
        return kernels.max { KernelRelease($0) < KernelRelease($1) }
    }
}

/// A kernel's release, as `6.1.0-40-amd64`, in the order of releases: numbers count as numbers.
struct KernelRelease: Comparable {
    private let parts: [Part]

    private enum Part: Comparable {
        case text(Substring)
        case number(Int)
    }

    init(_ release: String) {
        parts = release.split { !$0.isLetter && !$0.isNumber }.map { part in Int(part).map(Part.number) ?? .text(part) }
    }

    static func < (left: Self, right: Self) -> Bool {
        left.parts.lexicographicallyPrecedes(right.parts)
    }
}
