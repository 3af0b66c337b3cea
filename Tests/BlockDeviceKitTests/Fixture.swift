import BlockDeviceKit
import Foundation
import Testing

/// Answers of util-linux 2.38 on Debian 12.
func recorded(_ name: String) throws -> String {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    return try String(contentsOf: url, encoding: .utf8)
}

let rules = DeviceRules(label: "own-label", volumeGroupPrefix: "own-")

func disk(
    _ name: String = "sdb", kind: String = "disk", size: Int64 = 8 << 30, isReadOnly: Bool = false,
    partitionType: String? = nil, mountPoints: [String] = [], children: [BlockDevice] = []
) -> BlockDevice {
    BlockDevice(
        kernelName: name, path: "/dev/\(name)", kind: kind, size: size, isReadOnly: isReadOnly,
        partitionType: partitionType, mountPoints: mountPoints, children: children)
}
