import MortarModel

/// Forms sets of two large devices and an arbiter on a device that is too small for a copy.
///
/// The copies come from the zones or hosts with most large devices, the arbiter from the host with the least free capacity
/// that has a device large enough for one.
struct SmallArbiterSets {
    typealias Device = StorageLayout.Device

    /// The least size of a copy.
    let size: ByteCount
    let place: (HostID) -> HostZones.Place
    let makeID: () -> BrickID
    private var large: [HostZones.Place: [Device]]
    private var small: [Device]
    /// Of each host.
    private var free: [HostID: ByteCount]

    init(
        of size: ByteCount, from devices: [Device], place: @escaping (HostID) -> HostZones.Place,
        makeID: @escaping () -> BrickID
    ) {
        self.size = size
        self.place = place
        self.makeID = makeID
        let needed = ArbiterSize.needed(for: size)
        let copies = devices.filter { $0.size >= size }.sorted { $0.size < $1.size }
        large = Dictionary(grouping: copies) { place($0.hostID) }
        small = devices.filter { $0.size < size && $0.size >= needed }
        free = devices.reduce(into: [:]) { $0[$1.hostID, default: .zero] += $1.size }
    }

    /// As many as are found.
    mutating func all() -> [BrickPlanner.PlannedSet] {
        var sets: [BrickPlanner.PlannedSet] = []
        while let set = next(sets.count) { sets.append(set) }
        return sets
    }

    private mutating func next(_ number: Int) -> BrickPlanner.PlannedSet? {
        let places = large.filter { !$0.value.isEmpty }.sorted {
            ($1.value.count, $0.value[0].hostID) < ($0.value.count, $1.value[0].hostID)
        }.map(\.key)
        guard places.count >= 2 else { return nil }
        let copies = [places[0], places[1]]
        guard let arbiter = small.filter({ !copies.contains(place($0.hostID)) }).min(by: isBefore) else { return nil }
        small.removeAll { $0 == arbiter }
        // Each set starts at the other copy, so that the first brick, which is asked first, is not always the same host's.
        let chosen = (number.isMultiple(of: 2) ? copies : copies.reversed()).compactMap { large[$0]?.popLast() }
        for device in chosen + [arbiter] { free[device.hostID, default: .zero] -= device.size }
        return BrickPlanner.PlannedSet(bricks: chosen.map { brick($0) } + [brick(arbiter, isArbiter: true)])
    }

    private func isBefore(_ one: Device, _ other: Device) -> Bool {
        let (left, right) = (free[one.hostID] ?? .zero, free[other.hostID] ?? .zero)
        return (left, one.size, one.hostID, one.device) < (right, other.size, other.hostID, other.device)
    }

    private func brick(_ device: Device, isArbiter: Bool = false) -> Brick {
        Brick(
            id: makeID(), hostID: device.hostID, device: device.device, size: device.size, isArbiter: isArbiter)
    }
}
