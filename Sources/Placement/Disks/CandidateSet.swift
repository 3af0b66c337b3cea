package import MortarModel

/// A replica set as the placement of disks sees it.
package struct CandidateSet: Sendable, Hashable {
    /// How a replica set is.
    package enum Condition: Sendable, Hashable {
        case well
        /// It serves, but not all of its copies are there and alike; with a verb.
        case degraded(String)
        /// It takes no disks now; with a verb.
        case unusable(String)

        package var isUsable: Bool { if case .unusable = self { false } else { true } }

        /// With a verb.
        package var words: String {
            switch self {
            case .well: "is well"
            case .degraded(let words), .unusable(let words): words
            }
        }
    }

    package var id: ReplicaSetID
    package var name: String
    /// What disks may take in all; at least what is free.
    package var capacity: ByteCount
    /// Free bytes less what disks already placed there may still grow by.
    package var free: ByteCount
    package var condition: Condition
    /// Of each host with a full copy that can take VMs.
    package var rooms: [Room]

    /// What a host has left for VMs.
    package struct Room: Sendable, Hashable {
        package var memory: ByteCount
        /// Logical processors.
        package var cpus: Int
        /// In processors.
        package var load: Double

        package init(memory: ByteCount, cpus: Int, load: Double) {
            self.memory = memory
            self.cpus = cpus
            self.load = load
        }
    }

    package init(
        id: ReplicaSetID, name: String, capacity: ByteCount, free: ByteCount, condition: Condition = .well,
        rooms: [Room] = []
    ) {
        self.id = id
        self.name = name
        self.capacity = capacity
        self.free = free
        self.condition = condition
        self.rooms = rooms
    }

    func hasRoom(for size: ByteCount) -> Bool { condition.isUsable && free >= size }

    /// Why it does not take a disk, with a verb.
    var refusal: String {
        if case .unusable(let words) = condition { return words }
        return "has only \(max(free, .zero)) left"
    }
}

extension CandidateSet {
    /// How well a set suits a disk; the larger, the better.
    struct Rank: Comparable {
        var isWell: Bool
        var canRunTheVM: Bool
        /// From 0 to 4.
        var shares: Double

        static func < (left: Self, right: Self) -> Bool {
            if left.isWell != right.isWell { return right.isWell }
            if left.canRunTheVM != right.canRunTheVM { return right.canRunTheVM }
            return left.shares < right.shares
        }
    }

    func rank(for size: ByteCount, _ vm: VMDemand?) -> Rank {
        Rank(isWell: condition == .well, canRunTheVM: vm.map(canRun) ?? true, shares: shares(size))
    }

    private func canRun(_ vm: VMDemand) -> Bool {
        rooms.contains { $0.memory >= vm.takenMemory && $0.cpus >= vm.traits.cpus }
    }

    /// More memory left on a host makes its set no better.
    private static let enoughMemory = ByteCount.gibibytes(256)

    /// Space counts twice: it lasts, while VMs come and go.
    private func shares(_ size: ByteCount) -> Double {
        let space = Double((free - size).bytes) / Double(max(1, capacity.bytes))
        let idle = rooms.map { max(0, 1 - $0.load / Double(max(1, $0.cpus))) }.max() ?? 0
        let memory = rooms.map { Double(max(0, $0.memory.bytes)) }.max() ?? 0
        return 2 * min(1, space) + idle + min(1, memory / Double(Self.enoughMemory.bytes))
    }
}
