import BlockDeviceKit
import MortarModel

extension Bricks {
    /// Mounts those bricks that have a unit and are not mounted; returns which.
    func mountMissing() async throws -> [BrickID] {
        try await turns.run("devices") {
            let installed = try await MountUnits(commands).mountPoints(below: BrickLayout.folder)
            if installed.isEmpty { return [] }
            let mounted = try await mounts.list(types: ["xfs"]).map(\.mountPoint)
            var missing = Set(installed).subtracting(mounted)
            if missing.isEmpty { return [] }
            try await activateThinVolumes(for: missing)
            var late: [BrickID] = []
            for device in try await devices.survey() {
                guard case .own(let own) = device.use, let path = own.path else { continue }
                let id = BrickID(rawValue: own.uuid)
                guard missing.remove(BrickLayout.mountPoint(id)) != nil else { continue }
                try await mounts.mount(BrickLayout.unit(id), device: path)
                late.append(id)
            }
            return late
        }
    }

    private func activateThinVolumes(for missing: Set<String>) async throws {
        for device in try await devices.survey() {
            guard case .own(let own) = device.use, own.isOnLVM, own.path == nil else { continue }
            let id = BrickID(rawValue: own.uuid)
            guard missing.contains(BrickLayout.mountPoint(id)) else { continue }
            try await ThinVolume(commands).activate(group: BrickLayout.volumeGroup(id))
        }
    }
}
