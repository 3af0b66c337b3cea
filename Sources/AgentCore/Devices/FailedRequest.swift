/// A read or write of a device that failed, as the kernel's block layer tells of it (`blk_print_req_error` in block/blk-mq.c).
struct FailedRequest: Sendable, Hashable {
    /// As the kernel calls it: always a whole device, never a partition.
    var device: String

    /// Of what the block layer calls failures, those that tell of the device. The others are commands that it does not know, lack of
    /// memory or space, and reservations.
    private static let reasons = [
        "I/O", "critical medium", "protection", "timeout", "device offline", "critical target",
    ]

    /// Older kernels begin with the name of the function: `blk_update_request: I/O error, dev sda, sector 2048 op 0x0:(READ) flags…`.
    ///
    /// Nil for messages about something else.
    init?(message: String) {
        let parts = message.split(separator: " error, dev ", maxSplits: 1)
        guard parts.count == 2, let reason = parts[0].split(separator: ": ").last,
            Self.reasons.contains(String(reason)), parts[1].contains(", sector ")
        else { return nil }
        // Whether a device can discard or write zeros is found out by trying.
        if ["(DISCARD)", "(SECURE_ERASE)", "(WRITE_ZEROES)", "(WRITE_SAME)"].contains(where: parts[1].contains) {
            return nil
        }
        device = Self.namespace(String(parts[1].prefix { $0 != "," }))
    }

    /// One of several ways to an NVMe namespace, `nvme0c1n2`, is a device that users do not see; they see `nvme0n2`.
    private static func namespace(_ name: String) -> String {
        guard let match = name.wholeMatch(of: #/(nvme[0-9]+)c[0-9]+(n[0-9]+)/#) else { return name }
        return String(match.1 + match.2)
    }
}
