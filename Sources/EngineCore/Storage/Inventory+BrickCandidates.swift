import AgentAPI
import HashTreeCollections
import MortarModel
import Placement

extension Inventory {
    /// Devices that may become bricks of a storage domain.
    ///
    /// Throws when the user named one that is not there, whose host takes no bricks now, or that carries data and was not named
    /// to be wiped.
    ///
    /// - Parameters:
    ///   - named: nil for every device that is free, no spare, and neither failing nor failed.
    ///   - wipe: with stable paths.
    func candidates(_ named: [HostDevice]?, wipe: Set<HostDevice>) throws -> [BrickPlanner.Candidate] {
        guard let named else {
            return hosts.filter(canTakeBricks).flatMap { host in
                let unfit = Set(deviceViews(of: host.id).filter(\.isUnfit).map(\.facts))
                return devices(of: host.id).filter { !unfit.contains($0) && isFree($0, on: host.id, wipe: wipe) }
                    .map { candidate($0, host.id) }
            }
        }
        return try named.map { device in
            let facts = try found(device)
            try refuseBricks(on: try hosts.required(device.hostID))
            if isFree(facts, on: device.hostID, wipe: wipe) { return candidate(facts, device.hostID) }
            throw Failure(
                .conflict, "The device \(device.device) of \(hosts[device.hostID]?.name ?? "?") is not blank.",
                cause: facts.use.text, correction: "Name another device, or name this one to be wiped.")
        }
    }

    /// The device by the path that survives reboots. Throws when there is no such device.
    func stable(_ device: HostDevice) throws -> HostDevice {
        HostDevice(hostID: device.hostID, device: try found(device).stablePath)
    }

    private func found(_ device: HostDevice) throws -> DeviceFacts {
        let host = try hosts.required(device.hostID)
        guard let facts = devices(of: host.id).first(where: { [$0.path, $0.stablePath].contains(device.device) }) else {
            throw Failure(
                .notFound, "Host \(host.name) has no device \(device.device).",
                correction: "“mortar device list” shows what there is.")
        }
        return facts
    }

    func isFree(_ device: DeviceFacts, on host: HostID, wipe: Set<HostDevice>) -> Bool {
        switch device.use {
        case .blank: true
        case .brick(let brick): isForgotten(brick)
        case .occupied: wipe.contains(HostDevice(hostID: host, device: device.stablePath))
        }
    }

    private func candidate(_ device: DeviceFacts, _ host: HostID) -> BrickPlanner.Candidate {
        .init(hostID: host, device: device.stablePath, size: device.size)
    }
}

extension DeviceView {
    /// Whether it is not to be taken unless it is named.
    fileprivate var isUnfit: Bool { isSpare || health.verdict >= .failing }
}
