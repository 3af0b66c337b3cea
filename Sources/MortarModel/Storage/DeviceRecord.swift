package import Foundation

package typealias DeviceID = Identifier<DeviceRecord>

/// What is written down of a device: what users decided about it, and what it told in the last 30 days.
package struct DeviceRecord: Entity {
    package static let kind = "device"

    package var id: DeviceID
    package var hostID: HostID
    /// As the kernel called it last, `/dev/sdb`.
    package var path: String
    /// The path that survives reboots, `/dev/disk/by-id/…` where there is one.
    package var stablePath: String
    package var size: ByteCount
    package var model: String?
    package var serial: String?
    package var wwn: String?
    package var isRotational: Bool
    /// The brick that was seen on it last, if it was one.
    package var brick: BrickID?
    /// Kept for the repair of a replica set.
    package var isSpare: Bool
    /// Of a RAID device, as users told it; nil where the device itself is asked.
    package var stripe: StripeGeometry?
    /// The newest last.
    package var history: [DeviceMeasurements]
    /// What users were told last.
    package var told: DeviceHealth.Verdict
    /// Since when it is gone, by the engine's clock, where users were told so.
    package var missingSince: Date?

    package init(
        id: DeviceID, hostID: HostID, path: String, stablePath: String, size: ByteCount, model: String? = nil,
        serial: String? = nil, wwn: String? = nil, isRotational: Bool = false, brick: BrickID? = nil,
        isSpare: Bool = false, history: [DeviceMeasurements] = [], told: DeviceHealth.Verdict = .unknown,
        missingSince: Date? = nil
    ) {
        self.id = id
        self.hostID = hostID
        self.path = path
        self.stablePath = stablePath
        self.size = size
        self.model = model
        self.serial = serial
        self.wwn = wwn
        self.isRotational = isRotational
        self.brick = brick
        self.isSpare = isSpare
        self.history = history
        self.told = told
        self.missingSince = missingSince
    }

    package var name: String { path }
}

extension DeviceID {
    /// - Parameters:
    ///   - host: where the device is.
    ///   - mark: what tells it from the host's other devices, as its world-wide name, serial number or stable path.
    package init(host: HostID, mark: String) {
        let name = mark.hasPrefix("/dev/") ? mark.split(separator: "/").last.map(String.init) ?? mark : mark
        let safe = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._:-".contains($0)) ? $0 : "_" }
        self.init(rawValue: "\(host)/\(String(safe))")
    }

    /// What tells it from the other devices of its host; fit to be a segment of a path.
    package var mark: String {
        rawValue.split(separator: "/", maxSplits: 1).last.map(String.init) ?? rawValue
    }

    package var host: HostID {
        HostID(rawValue: rawValue.split(separator: "/", maxSplits: 1).first.map(String.init) ?? "")
    }
}
