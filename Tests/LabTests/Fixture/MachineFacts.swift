import Foundation
import HostCommand

@testable import LabKit

/// What of a lab can be seen on the machine, from the machine's own tools.
struct MachineFacts: Equatable {
    var mounts: [String]
    var disks: [String]
    var interfaces: [String]
    /// The hosts' first processes, and those that started them.
    var supports: [Int32]
    /// All processes of the hosts.
    var processes: [Int32]
    var files: [String]

    static func of(_ lab: Lab) async throws -> Self {
        let runner = LocalCommands()
        let folder = lab.folder.path
        let table = try ProcessTable.current()
        let inside = table.processes.filter { $0.rootUpperFolder?.hasPrefix(folder + "/") == true }
        let starters = table.processes.filter { $0.arguments.contains { $0.hasPrefix("--directory=\(folder)/") } }
        return Self(
            mounts: try await Mounts(runner: runner).points(in: folder),
            disks: try await LoopDevices(runner: runner).devices(in: folder).map(\.device),
            interfaces: try await Interfaces(runner: runner).list().map(\.name).filter(lab.names.contains),
            supports: (inside.filter(\.leadsNamespace) + starters).map(\.id),
            processes: (inside + starters).map(\.id),
            files: [folder, "/run/lock/mortar-lab-\(lab.name).lock", "/run/systemd/nspawn/propagate/\(lab.name)-h1"]
                .filter { FileManager.default.fileExists(atPath: $0) })
    }

    static let nothing = Self(mounts: [], disks: [], interfaces: [], supports: [], processes: [], files: [])

    /// Without the processes that come and go in any running system.
    var lasting: Self {
        var facts = self
        facts.processes = []
        return facts
    }
}
