import Foundation
import MortarModel

/// What `smartctl` says of a host's disks: files in the host's tree, read by a program that stands before the real one.
struct SMARTReports: Sendable {
    /// The host's tree on the machine.
    let root: String

    /// Where a program of this name is found before Debian's.
    static let program = "/usr/local/sbin/smartctl"
    static let folder = "/var/lib/mortar-lab/smart"

    static var script: String { String(decoding: PackageResources.smartctl_sh, as: UTF8.self) }

    /// Has `smartctl` print a report for a device, and end with the status that the report names.
    ///
    /// Throws a `Failure` when it is not what `smartctl --json` prints.
    func set(_ report: Data, of device: String) throws {
        let status = try Self.status(of: report)
        try makeFolder(root + Self.folder)
        try writeFile("\(status)\n", to: path(device, "status"))
        try writeFile(String(decoding: report, as: UTF8.self), to: path(device, "json"))
        try writeFile(Self.script, to: root + Self.program, mode: 0o755)
    }

    /// Has `smartctl` say that a device is well.
    func remove(of device: String) throws {
        for kind in ["json", "status"] where FileManager.default.fileExists(atPath: path(device, kind)) {
            try FileManager.default.removeItem(atPath: path(device, kind))
        }
    }

    /// The exit status in a report: a bit mask of smartctl(8), 0 where it names none.
    static func status(of report: Data) throws -> UInt8 {
        struct Report: Decodable {
            struct Run: Decodable {
                var exitStatus: UInt8?

                enum CodingKeys: String, CodingKey {
                    case exitStatus = "exit_status"
                }
            }
            var smartctl: Run
        }
        do {
            return try JSONDecoder().decode(Report.self, from: report).smartctl.exitStatus ?? 0
        } catch {
            throw Failure(
                .invalid, "This is not a report of “smartctl --json”.", cause: "\(error)",
                correction: "Give what “smartctl --json=c --all DEVICE” prints, or the like of it.")
        }
    }

    private func path(_ device: String, _ kind: String) -> String {
        "\(root)\(Self.folder)/\(URL(filePath: device).lastPathComponent).\(kind)"
    }
}
