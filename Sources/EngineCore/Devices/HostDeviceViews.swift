import AgentAPI
import HashTreeCollections
import MortarModel

/// Puts together what is known of one host's devices.
struct HostDeviceViews {
    let inventory: Inventory
    private let host: HostID
    let records: [DeviceID: DeviceRecord]
    let observation: HostObservation?
    /// Whether the host answers, so that what is not in its facts is not there.
    let isCurrent: Bool
    let bricks: [BrickID: PlacedBrick]

    init(_ inventory: Inventory, host: HostID, in book: DeviceBook) {
        self.inventory = inventory
        self.host = host
        records = Dictionary(uniqueKeysWithValues: (book.records[host] ?? []).map { ($0.id, $0) })
        observation = inventory.observations.hosts[host]
        isCurrent = observation != nil && inventory.hosts[host]?.status.answers == true
        bricks = Dictionary(
            (book.bricks[host] ?? []).map { ($0.brick.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// By their paths.
    func all() -> [DeviceView] {
        let seen = seen()
        let known = seen + unseen(beside: seen)
        let system = known.filter { $0.use == .system }.map(\.facts.path)
        return known.map { judged($0, system) }.sorted { ($0.facts.path, $0.id) < ($1.facts.path, $1.id) }
    }

    // MARK: Seen

    private func seen() -> [DeviceView] {
        let devices = DeviceIdentities(host, records: records).identify(observation?.facts.devices ?? [])
        let held = Set(devices.compactMap { $0.facts.use.brickID })
        return devices.map { id, facts in
            let lost = lostBrick(of: facts, id, held: held)
            switch facts.use {
            case .brick(let brick): return view(id, facts, bricks[brick], isThere: true)
            case .blank:
                var view = view(id, facts, nil, isThere: true)
                view.detail = lost.map { "The brick of \($0.set.name) was here." }
                return view
            case .occupied(let by):
                var view = view(id, facts, lost, isThere: true)
                view.detail = by
                return view
            }
        }
    }

    /// The brick that a device should hold and does not.
    private func lostBrick(of facts: DeviceFacts, _ id: DeviceID, held: Set<BrickID>) -> PlacedBrick? {
        bricks.values.filter { !held.contains($0.brick.id) }.first { lost in
            [facts.path, facts.stablePath].contains(lost.brick.device) || records[id]?.brick == lost.brick.id
        }
    }

    // MARK: Not seen

    /// Bricks' devices and spares that are not there; while nothing was seen of the host, all that is written down.
    private func unseen(beside seen: [DeviceView]) -> [DeviceView] {
        let ids = Set(seen.map(\.id))
        let held = Set(seen.compactMap { $0.brick?.id })
        let recorded = records.values.filter { !ids.contains($0.id) }.compactMap { record -> DeviceView? in
            let brick = record.brick.flatMap { held.contains($0) ? nil : bricks[$0] }
            guard brick != nil || record.isSpare || observation == nil else { return nil }
            return view(record.id, DeviceFacts(record), brick, isThere: false)
        }
        let found = held.union(recorded.compactMap { $0.brick?.id })
        return recorded + unrecorded(besides: found, seen)
    }

    /// Devices of bricks in service that were never seen by this engine or one before it.
    private func unrecorded(besides found: Set<BrickID>, _ seen: [DeviceView]) -> [DeviceView] {
        let paths = Set(seen.flatMap { [$0.facts.path, $0.facts.stablePath] })
        let lost = bricks.values.filter { placed in
            placed.isInService && !found.contains(placed.brick.id)
                && !paths.contains(placed.brick.device)
        }
        return lost.map { view(DeviceID(host: host, mark: $0.brick.device), DeviceFacts($0.brick), $0, isThere: false) }
    }

    private func view(
        _ id: DeviceID, _ facts: DeviceFacts, _ placed: PlacedBrick?, isThere: Bool
    ) -> DeviceView {
        DeviceView(
            id: id, hostID: host, facts: facts, state: .inUse, brick: placed?.brick, replicaSet: placed?.set,
            isSpare: records[id]?.isSpare ?? false, stripe: records[id]?.stripe, isCurrent: isCurrent, isThere: isThere)
    }
}

extension HostStatus {
    /// Whether the host's agent is heard, so that its facts are those of now.
    var answers: Bool {
        switch self {
        case .up, .nonOperational, .maintenance, .preparingForMaintenance, .initializing: true
        case .installing, .installFailed, .connecting, .nonResponsive: false
        }
    }
}

extension DeviceUse {
    var brickID: BrickID? { if case .brick(let id) = self { id } else { nil } }
}

extension DeviceFacts {
    /// What is written down of a device that is not there.
    fileprivate init(_ record: DeviceRecord) {
        self.init(
            path: record.path, stablePath: record.stablePath, size: record.size, model: record.model,
            serial: record.serial, wwn: record.wwn, isRotational: record.isRotational,
            use: record.brick.map { .brick($0) } ?? (record.isSpare ? .blank : .occupied("not seen yet")))
    }

    /// What a replica set knows of the device of its brick.
    fileprivate init(_ brick: Brick) {
        self.init(
            path: brick.device, stablePath: brick.device, size: brick.size, model: nil, serial: nil,
            isRotational: false, use: .brick(brick.id))
    }
}
