/// What is written on devices, by their kernel names.
public struct DeviceMarks: Sendable, Hashable {
    public var signatures: [String: [Signature]]
    /// The LVM volume groups that devices are members of.
    public var volumeGroups: [String: String]
    /// Devices that could not be read, with the tool's words.
    public var unreadable: [String: String]
    /// What multipathd has made of devices.
    public var multipaths: [String: Multipath]

    public init(
        signatures: [String: [Signature]] = [:], volumeGroups: [String: String] = [:],
        unreadable: [String: String] = [:], multipaths: [String: Multipath] = [:]
    ) {
        self.signatures = signatures
        self.volumeGroups = volumeGroups
        self.unreadable = unreadable
        self.multipaths = multipaths
    }

    var membersOfLVM: [String] {
        signatures.filter { $0.value.contains(where: \.isMemberOfLVM) }.map(\.key)
    }
}
