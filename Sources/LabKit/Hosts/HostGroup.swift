import Foundation
import Glibc

/// The control group that a host's system runs in on a machine without systemd.
///
/// systemd-nspawn puts all systems that are started from one group into the same place below it. They then share the
/// groups of services of the same name, and stopping one in one host waits for, or kills, those of the others.
struct HostGroup: Hashable, Sendable {
    let path: String
    /// Where systemd-nspawn repeats it, on a machine that also has systemd's hierarchy of version 1.
    private let repetition: String?

    /// Nil where systemd runs, which gives each host a scope, and where there are no groups of version 2.
    init?(lab: LabName, host: String, machineRunsSystemd: Bool = machineRunsSystemd) {
        guard !machineRunsSystemd, let mounts = kernelFile("/proc/self/mountinfo"), let root = Self.root(mounts) else {
            return nil
        }
        let name = "mortar-lab-\(lab)-\(host)"
        path = "\(root)/\(name)"
        repetition = Self.root(mounts, type: "cgroup", option: "name=systemd").map { "\($0)/\(name)" }
    }

    /// Where a hierarchy is mounted, as mountinfo tells it (proc(5)).
    static func root(_ mounts: String, type: String = "cgroup2", option: String = "") -> String? {
        let line = mounts.split(separator: "\n").first { $0.contains(" - \(type) ") && $0.hasSuffix(option) }
        return line.map { $0.split(separator: " ") }.flatMap { $0.count > 4 ? String($0[4]) : nil }
    }

    func make() throws {
        try makeFolder(path)
    }

    /// Removes the group and all below it, when the host's processes are gone.
    func remove() async throws {
        try await wait(until: "The removal of the control group \(path)", limit: .seconds(60)) {
            let paths = [path, repetition].compactMap(\.self).filter { FileManager.default.fileExists(atPath: $0) }
            for folder in paths.flatMap(Self.tree) { rmdir(folder) }
            return !paths.contains { FileManager.default.fileExists(atPath: $0) }
        }
    }

    /// A group and those below it, the innermost first. The kernel's own files in them go with them.
    static func tree(_ path: String) -> [String] {
        var found = [path]
        let entries = FileManager.default.enumerator(
            at: URL(filePath: path), includingPropertiesForKeys: [.isDirectoryKey])
        for case let entry as URL in entries ?? .init() where entry.hasDirectoryPath {
            found.append(entry.path(percentEncoded: false))
        }
        return found.reversed()
    }
}

/// Whether systemd is the machine's init.
var machineRunsSystemd: Bool { FileManager.default.fileExists(atPath: "/run/systemd/system") }
