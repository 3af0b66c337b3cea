import MortarModel
import Placement
import Testing

/// Carries out a plan step by step and expects that nothing is ever wrong.
struct PlanReplay {
    private(set) var bricks: [ReplicaSetID: [Brick]]
    private var free: Set<StorageLayout.Device>
    private var spread: [ReplicaSetID: Int]
    private let zones: HostZones
    private var bytes = ByteCount.zero
    private let comment: Comment

    @discardableResult
    init(_ plan: GrowthPlan, of layout: StorageLayout, _ comment: Comment = "") {
        zones = layout.zones
        self.comment = comment
        bricks = Dictionary(uniqueKeysWithValues: layout.sets.map { ($0.id, $0.bricks) })
        free = Set(layout.devices)
        spread = bricks.mapValues { bricks in Set(bricks.map { layout.zones[$0.hostID] }).count }
        for step in plan.steps { replay(step, layout) }
        #expect(bytes == plan.bytes, comment)
        let capacity = bricks.values.reduce(ByteCount.zero) { sum, bricks in
            sum + (bricks.filter { !$0.isArbiter }.map(\.size).min() ?? .zero)
        }
        #expect(capacity == plan.capacityAfter, comment)
    }

    private mutating func replay(_ step: GrowthStep, _ layout: StorageLayout) {
        switch step {
        case .remove(let id): for brick in bricks.removeValue(forKey: id) ?? [] { free.insert(device(brick)) }
        case .create(let set):
            bricks[ReplicaSetID()] = set.bricks
            for brick in set.bricks { take(brick) }
            #expect(set.bricks.count == layout.redundancy.brickCount, comment)
        case .move(let move): replay(move, layout.sets.first { $0.id == move.set })
        }
        for bricks in bricks.values { #expect(Set(bricks.map(\.hostID)).count == bricks.count, comment) }
    }

    private mutating func replay(_ move: PlannedBrickMove, _ set: FilledSet?) {
        take(move.new)
        let index = bricks[move.set]?.firstIndex(of: move.old)
        #expect(index != nil && move.old.isArbiter == move.new.isArbiter, comment)
        if let index { bricks[move.set]?[index] = move.new }
        free.insert(device(move.old))
        #expect(move.new.size >= set?.neededSize(for: move.old) ?? ByteCount(.max), comment)
        let places = Set((bricks[move.set] ?? []).map { zones[$0.hostID] }).count
        #expect(places >= spread[move.set] ?? .max, comment)
        bytes += set?.bytesToMove(move.old) ?? .zero
    }

    private mutating func take(_ brick: Brick) { #expect(free.remove(device(brick)) != nil, comment) }

    private func device(_ brick: Brick) -> StorageLayout.Device {
        .init(hostID: brick.hostID, device: brick.device, size: brick.size)
    }
}
