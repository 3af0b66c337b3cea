import Foundation
import Glibc

/// All processes of the machine at one moment.
struct ProcessTable: Sendable {
    let processes: [ProcessFacts]

    init(_ processes: [ProcessFacts]) {
        self.processes = processes
    }

    /// Reads /proc. Processes that end meanwhile are left out.
    static func current() throws -> Self {
        let ids = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }
        return Self(ids.compactMap(facts))
    }

    /// PID 1 of the host whose overlay has this upper folder.
    func leader(of folder: HostFolder) -> Int32? {
        processes.first { $0.leadsNamespace && $0.rootUpperFolder == folder.upper }?.id
    }

    /// The processes that were started with an argument, outermost first.
    func processes(withArgument argument: String) -> [Int32] {
        processes.filter { $0.arguments.contains(argument) }.map(\.id).sorted()
    }

    private static func facts(_ id: Int32) -> ProcessFacts? {
        guard let status = kernelFile("/proc/\(id)/status"), let commandLine = kernelFile("/proc/\(id)/cmdline"),
            let mounts = kernelFile("/proc/\(id)/mountinfo")
        else { return nil }
        return ProcessFacts(id: id, status: status, commandLine: commandLine, mounts: mounts)
    }
}
