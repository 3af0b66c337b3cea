import AgentAPI
import BlockDeviceKit
import HostCommand
import MortarModel

extension Bricks {
    /// The bricks among surveyed devices, and those mounted whose devices do not work any more.
    func facts(in survey: [SurveyedDevice]) async throws -> [BrickFacts] {
        let probed = try await probes.answers()
        let mounted = try await mounted(probed)
        let failures = probed.reduce(into: [:]) { $0[$1.mount.mountPoint] = $1.answer.failure }
        let found = survey.compactMap { device -> BrickFacts? in
            guard case .own(let own) = device.use else { return nil }
            let id = BrickID(rawValue: own.uuid)
            let mount = mounted.last { $0.mountPoint == BrickLayout.mountPoint(id) }
            return BrickFacts(
                id: id, device: device.stablePath, mount: mount, isOnLVM: own.isOnLVM,
                failure: failures[BrickLayout.mountPoint(id)])
        }
        return found + lost(probed, beside: Set(found.map(\.id)))
    }

    /// Bricks that are mounted and have failed, and whose devices are not there or no longer known for what they are.
    private func lost(
        _ probed: [(mount: Mount, answer: BrickAnswer)], beside found: Set<BrickID>
    ) -> [BrickFacts] {
        probed.compactMap { mount, answer in
            guard let failure = answer.failure, let id = BrickLayout.brick(mount), !found.contains(id) else {
                return nil
            }
            return BrickFacts(
                id: id, device: mount.source, mount: spaces.filled(mount),
                isOnLVM: mount.source.hasPrefix("/dev/mapper/"),
                failure: failure)
        }
    }

    /// From the kernel's table where `findmnt` fails, or would get stuck on a file system that does not answer.
    private func mounted(_ probed: [(mount: Mount, answer: BrickAnswer)]) async throws -> [Mount] {
        if probed.contains(where: { $0.answer == .silent }) { return probed.map { spaces.filled($0.mount) } }
        do {
            let mounted = try await mounts.listWithSpace(types: ["xfs"])
            spaces.keep(mounted)
            return mounted
        } catch let failure as CommandFailure {
            if !probed.contains(where: { $0.answer.failure != nil }) { throw failure }
            return probed.map { spaces.filled($0.mount) }
        }
    }
}

extension BrickFacts {
    fileprivate init(id: BrickID, device: String, mount: Mount?, isOnLVM: Bool, failure: String?) {
        self.init(
            id: id, device: device, isMounted: mount != nil, size: ByteCount(mount?.size ?? 0),
            free: ByteCount(mount?.free ?? 0), directory: BrickLayout.directory(id),
            provisioning: isOnLVM ? "lvm-thin" : "plain", failure: failure)
    }
}
