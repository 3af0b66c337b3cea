import AgentAPI
import HashTreeCollections
import MortarModel

import struct Foundation.Date

extension Inventory {
    /// Refuses devices that still carry something, by what their hosts told last.
    func refuseUsedDevices(_ bricks: [Brick], wipe: Set<HostDevice>) throws {
        for brick in bricks {
            let device = HostDevice(hostID: brick.hostID, device: brick.device)
            let name = "\(hosts[brick.hostID]?.name ?? "?"):\(brick.device)"
            guard
                let facts = devices(of: brick.hostID).first(where: { [$0.path, $0.stablePath].contains(brick.device) })
            else {
                throw Failure(.conflict, "The device \(name) is not there.", correction: "Put it back, or plan anew.")
            }
            if isFree(facts, on: brick.hostID, wipe: wipe) || wipe.contains(device) { continue }
            throw Failure(
                .conflict, "The device \(name) is not free.", cause: "It holds \(facts.use.text).",
                correction: "“mortar replica-set list” tells what is in work; plan anew when that has ended.",
                objects: ["device \(name)"])
        }
    }

    mutating func tellExpansion(_ workflow: ExpandStorageDomain, at time: Date) {
        let (domain, sets) = (workflow.domain, workflow.sets)
        let bytes = sets.reduce(ByteCount.zero) { $0 + $1.capacity }
        let names = sets.map(\.name).joined(separator: ", ")
        let news =
            "Storage domain \(domain.name) has \(bytes) more, in replica set\(sets.count == 1 ? "" : "s") \(names)."
        addEvent(
            .storageDomainExpanded, ([news] + workflow.remarks).joined(separator: " "), at: time,
            about: .init(storageDomain: domain.id))
    }
}
