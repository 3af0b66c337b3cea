import MortarModel
import Placement

/// Hosts h0, h1, … with devices of one size, some of which are bricks.
struct GrowthCase: CustomStringConvertible {
    /// What the devices of each host are.
    private(set) var free: [Int]
    private(set) var sets: [FilledSet] = []
    var redundancy = Redundancy.threeCopies
    /// Of each host a letter; `-` is none.
    var letters: [Character]
    static let size = ByteCount.gibibytes(1_000)

    /// - Parameter devices: of each host.
    init(_ devices: [Int], zones letters: String? = nil, redundancy: Redundancy = .threeCopies) {
        free = devices
        self.redundancy = redundancy
        self.letters = Array(letters ?? String(repeating: "-", count: devices.count))
    }

    /// Random sets on random devices; hosts, devices and zones at random, too. In most cases all devices are on few hosts.
    init(hosts: ClosedRange<Int>, devices: ClosedRange<Int>, using random: inout some RandomNumberGenerator) {
        let count = Int.random(in: hosts, using: &random)
        self.init((0..<count).map { _ in Int.random(in: devices, using: &random) })
        if Int.random(in: 0..<3, using: &random) == 0 {
            letters = letters.map { _ in "aabbc-".randomElement(using: &random)! }
        }
        redundancy = [.threeCopies, .threeCopies, .twoCopiesAndArbiter, .oneCopy].randomElement(using: &random)!
        let old = free.indices.dropLast([0, 1, 2, 2].randomElement(using: &random)!)
        let attempts = Bool.random(using: &random) ? 20 : Int.random(in: 0...8, using: &random)
        for _ in 0..<attempts { addRandomSet(on: old, using: &random) }
    }

    private mutating func addRandomSet(on old: Range<Int>, using random: inout some RandomNumberGenerator) {
        let hosts = old.filter { free[$0] > 0 }.shuffled(using: &random).prefix(redundancy.brickCount)
        if hosts.count < redundancy.brickCount { return }
        addSet(on: Array(hosts), used: Int64.random(in: 0...900, using: &random))
    }

    /// - Parameter used: in GiB.
    mutating func addSet(on hosts: [Int], used: Int64) {
        let bricks = hosts.enumerated().map { index, host in
            free[host] -= 1
            return Brick(
                hostID: Self.host(host), device: "/dev/b\(sets.count)", size: Self.size,
                isArbiter: redundancy == .twoCopiesAndArbiter && index == 2)
        }
        let id = ReplicaSetID(rawValue: "s\(sets.count)")
        sets.append(FilledSet(id: id, name: id.rawValue, bricks: bricks, used: .gibibytes(used)))
    }

    static func host(_ number: Int) -> HostID { HostID(rawValue: "h\(number)") }

    var layout: StorageLayout {
        let devices = free.enumerated().flatMap { host, count in
            (0..<count).map {
                StorageLayout.Device(hostID: Self.host(host), device: "/dev/d\($0)", size: Self.size)
            }
        }
        let zones = letters.enumerated().compactMap { host, letter in
            letter == "-" ? nil : (Self.host(host), Zone(rawValue: String(letter))!)
        }
        return StorageLayout(
            redundancy: redundancy, sets: sets, devices: devices,
            zones: HostZones(Dictionary(uniqueKeysWithValues: zones)))
    }

    var description: String {
        let words = sets.map { "\($0.bricks.map(\.hostID.rawValue).joined(separator: "+")) \($0.used)" }
        return "free \(free) zones \(String(letters)) \(redundancy.rawValue) sets \(words)"
    }
}
