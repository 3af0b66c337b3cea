import MortarModel

/// A layout in the middle of a plan: what is done so far, and what is free by then.
struct LayoutState {
    typealias Device = StorageLayout.Device

    let zones: HostZones
    private(set) var sets: [FilledSet]
    /// Blank devices, the next one to be taken first.
    private(set) var free: [SlotNetwork.Slot: [Device]]
    private(set) var steps: [GrowthStep] = []
    private var places: [ReplicaSetID: Int]
    /// In how many zones each set was before the plan.
    private let spread: [ReplicaSetID: Int]
    private let makeID: () -> BrickID

    init(_ layout: StorageLayout, makeID: @escaping () -> BrickID) {
        zones = layout.zones
        sets = layout.sets
        free = Dictionary(grouping: layout.devices.sorted { ($0.hostID, $0.device) < ($1.hostID, $1.device) }) {
            SlotNetwork.Slot(host: $0.hostID, size: $0.size)
        }
        places = Dictionary(
            layout.sets.indices.map { (layout.sets[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        let zones = layout.zones
        spread = layout.sets.reduce(into: [:]) { $0[$1.id] = Set($1.bricks.map { zones[$0.hostID] }).count }
        self.makeID = makeID
    }

    var devices: [Device] {
        free.values.flatMap(\.self).sorted { ($0.hostID, $0.device) < ($1.hostID, $1.device) }
    }

    /// What fits into the sets that were there before.
    var capacity: ByteCount { sets.reduce(.zero) { $0 + $1.capacity } }

    /// Carries out all moves in an order in which every device is free when a brick comes to it; false when there is
    /// none, or when a set got two bricks on one host or into fewer zones.
    mutating func move(_ moves: [(set: ReplicaSetID, brick: Brick, slot: SlotNetwork.Slot)]) -> Bool {
        var waiting = moves
        while !waiting.isEmpty {
            guard let next = waiting.firstIndex(where: { isPossible($0.set, $0.brick, $0.slot) }) else { return false }
            let move = waiting.remove(at: next)
            carryOut(move.set, move.brick, move.slot)
        }
        return true
    }

    private func isPossible(_ id: ReplicaSetID, _ brick: Brick, _ slot: SlotNetwork.Slot) -> Bool {
        guard let set = places[id].map({ sets[$0] }), free[slot]?.isEmpty == false else { return false }
        let others = set.bricks.filter { $0.id != brick.id }.map(\.hostID)
        if others.count == set.bricks.count || others.contains(slot.host) { return false }
        return Set((others + [slot.host]).map { zones[$0] }).count >= spread[id] ?? 0
    }

    private mutating func carryOut(_ id: ReplicaSetID, _ old: Brick, _ slot: SlotNetwork.Slot) {
        guard let place = places[id], let device = free[slot]?.removeFirst(),
            let index = sets[place].bricks.firstIndex(where: { $0.id == old.id })
        else { return }
        let new = Brick(
            id: makeID(), hostID: device.hostID, device: device.device, size: device.size, isArbiter: old.isArbiter)
        let bytes = sets[place].bytesToMove(old)
        sets[place].bricks[index] = new
        steps.append(
            .move(
                PlannedBrickMove(
                    set: id, old: old, new: new, bytes: bytes,
                    tolerance: sets[place].tolerance(filling: [new.id], zones: zones),
                    toleranceAfter: sets[place].tolerance(zones: zones))))
        release(old)
    }

    private mutating func release(_ brick: Brick) {
        let device = Device(hostID: brick.hostID, device: brick.device, size: brick.size)
        free[SlotNetwork.Slot(host: brick.hostID, size: brick.size), default: []].append(device)
    }

    mutating func create(_ planned: [BrickPlanner.PlannedSet]) {
        for set in planned {
            steps.append(.create(set))
            for brick in set.bricks {
                free[SlotNetwork.Slot(host: brick.hostID, size: brick.size)]?.removeAll { $0.device == brick.device }
            }
        }
    }

    /// Takes a set away; its devices are free afterwards.
    mutating func remove(_ id: ReplicaSetID) {
        guard let index = sets.firstIndex(where: { $0.id == id }) else { return }
        for brick in sets.remove(at: index).bricks { release(brick) }
        places = Dictionary(sets.indices.map { (sets[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        steps.append(.remove(id))
    }

    /// Devices of hosts are not to be used any more.
    mutating func withdraw(_ hosts: Set<HostID>) { free = free.filter { !hosts.contains($0.key.host) } }
}
