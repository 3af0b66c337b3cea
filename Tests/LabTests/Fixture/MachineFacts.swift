import Foundation
import HostCommand

@testable import LabKit

/// What of a lab can be seen on the machine, from the machine's own tools.
struct MachineFacts: Equatable {
    var mounts: [String]
    var disks: [String]
    var interfaces: [String]
    var processes: [Int32]
    var files: [String]

    static func of(_ lab: Lab) async throws -> Self {
        let runner = LocalCommands()
        let folder = lab.folder.path
        let table = try ProcessTable.current()
        let processes = table.processes.filter { process in
            process.rootUpperFolder?.hasPrefix(folder + "/") == true
                || process.arguments.contains { $0.hasPrefix("--directory=\(folder)/") }
        }
        return Self(
            mounts: try await Mounts(runner: runner).points(in: folder),
            disks: try await LoopDevices(runner: runner).devices(in: folder).map(\.device),
            interfaces: try await Interfaces(runner: runner).list().map(\.name).filter(lab.names.contains),
            processes: processes.map(\.id),
            files: [folder, "/run/lock/mortar-lab-\(lab.name).lock", "/run/systemd/nspawn/propagate/\(lab.name)-h1"]
                .filter { FileManager.default.fileExists(atPath: $0) })
    }

    static let nothing = Self(mounts: [], disks: [], interfaces: [], processes: [], files: [])
}
