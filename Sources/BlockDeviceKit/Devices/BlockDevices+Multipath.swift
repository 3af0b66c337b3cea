import Foundation
import HostCommand

extension BlockDevices {
    /// The multipath devices among these, by their kernel names.
    func multipaths(among devices: [BlockDevice]) async throws -> [String: Multipath] {
        var found: [String: Multipath] = [:]
        for device in devices where device.kind == "mpath" {
            let paths = devices.count { $0.children.contains { $0.kernelName == device.kernelName } }
            found[device.kernelName] = Multipath(
                name: String(device.path.split(separator: "/").last ?? ""), wwid: try await wwid(of: device.kernelName),
                paths: paths)
        }
        return found
    }

    /// multipathd puts `mpath-` before the WWID and gives that to the kernel as the mapped device's UUID.
    private func wwid(of kernelName: String) async throws -> String? {
        let command = Command("cat", ["--", "/sys/block/\(kernelName)/dm/uuid"], timeLimit: Self.listingLimit)
        let output = try await runner.run(command)
        let uuid = output.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
        return output.status == 0 && uuid.hasPrefix("mpath-") ? String(uuid.dropFirst("mpath-".count)) : nil
    }
}
