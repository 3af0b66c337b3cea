import MortarModel
import Placement
import Testing

/// How replica sets are laid out over zones.
@Suite struct ZoneLayoutTests {
    /// Hosts h0, h1, … with so many devices of 8 GiB each, in zones by their letters; `-` is none.
    private struct Layout: CustomStringConvertible {
        var devices: [Int]
        var letters: [Character]

        init(_ devices: [Int], _ letters: String) { (self.devices, self.letters) = (devices, Array(letters)) }

        init(using random: inout some RandomNumberGenerator) {
            let hosts = Int.random(in: 1...6, using: &random)
            devices = (0..<hosts).map { _ in Int.random(in: 0...2, using: &random) }
            letters = (0..<hosts).map { _ in "abcd-".randomElement(using: &random)! }
        }

        var zones: HostZones {
            let named = letters.enumerated().compactMap { index, letter in
                letter == "-" ? nil : (HostID(rawValue: "h\(index)"), Zone(rawValue: String(letter))!)
            }
            return HostZones(Dictionary(uniqueKeysWithValues: named))
        }

        var candidates: [BrickPlanner.Candidate] {
            devices.enumerated().flatMap { host, count in
                (0..<count).map {
                    .init(hostID: HostID(rawValue: "h\(host)"), device: "/dev/d\($0)", size: .gibibytes(8))
                }
            }
        }

        /// Devices in each zone; a host without one is its own.
        var devicesByZone: [String: Int] {
            devices.indices.reduce(into: [:]) { sums, host in
                sums[letters[host] == "-" ? "h\(host)" : String(letters[host]), default: 0] += devices[host]
            }.filter { $0.value > 0 }
        }

        func plan(_ redundancy: Redundancy = .threeCopies) -> BrickPlanner.Plan {
            BrickPlanner(redundancy: redundancy, zones: zones).plan(candidates)
        }

        var description: String { "\(devices) \(String(letters))" }
    }

    /// By trying everything: how many sets of three can be taken out of piles of these heights.
    private func most(_ piles: [Int], _ known: inout [[Int]: Int]) -> Int {
        let piles = piles.filter { $0 > 0 }.sorted()
        if piles.count < 3 { return 0 }
        if let count = known[piles] { return count }
        var best = 0
        for (a, b, c) in piles.indices.flatMap({ a in
            (0..<a).flatMap { b in (0..<b).map { (a, b, $0) } }
        }) {
            var rest = piles
            for chosen in [a, b, c] { rest[chosen] -= 1 }
            best = max(best, 1 + most(rest, &known))
        }
        known[piles] = best
        return best
    }

    private func zoneCounts(_ plan: BrickPlanner.Plan, _ zones: HostZones) -> [Int] {
        plan.sets.map { Set($0.bricks.map { zones[$0.hostID] }).count }
    }

    @Test(arguments: 0..<300)
    func copiesAreInDistinctZonesWheneverThatIsPossible(seed: UInt64) {
        var random = Seeded(state: seed)
        let layout = Layout(using: &random)
        let plan = layout.plan()
        var known: [[Int]: Int] = [:]
        #expect(plan.sets.allSatisfy { Set($0.bricks.map(\.hostID)).count == 3 }, "\(layout)")
        let byZone = Array(layout.devicesByZone.values)
        let isPossible = byZone.count >= 3
        #expect(plan.sets.count == most(isPossible ? byZone : layout.devices, &known), "\(layout)")
        #expect(zoneCounts(plan, layout.zones).allSatisfy { isPossible ? $0 == 3 : $0 <= 2 }, "\(layout)")
        let used = plan.sets.flatMap(\.bricks).map { "\($0.hostID)\($0.device)" }
        #expect(Set(used).count == used.count && used.count + plan.unused.count == layout.candidates.count)
        let isTold = isPossible ? most(layout.devices, &known) > plan.sets.count : !plan.sets.isEmpty
        #expect((plan.remark != nil) == isTold, "\(layout)")
    }

    @Test func sixHostsInThreeZonesSpreadEverySet() {
        let layout = Layout([2, 2, 2, 2, 2, 2], "aabbcc")
        let plan = layout.plan()
        #expect(zoneCounts(plan, layout.zones) == [3, 3, 3, 3])
        #expect(plan.unused.isEmpty && plan.remark == nil)
    }

    @Test func twoZonesAreBothUsedByEverySetThatCan() {
        let layout = Layout([2, 2, 2, 1], "aaab")
        #expect(zoneCounts(layout.plan(), layout.zones).sorted() == [1, 2])
        let even = Layout([1, 1, 1, 1, 1, 1], "aaaabb")
        #expect(zoneCounts(even.plan(), even.zones) == [2, 2])
    }

    @Test func saysWhenThereAreTooFewZones() {
        let remark = Layout([1, 1, 1], "aab").plan().remark
        #expect(
            remark
                == "Not every brick is in a zone of its own: 3 zones with devices are needed, there are 2.")
        #expect(Layout([1, 1, 1], "aaa").plan().remark?.hasSuffix("there is one.") == true)
        #expect(Layout([1, 1, 1], "---").plan().remark == nil)
        #expect(Layout([1, 1], "aa").plan(.oneCopy).remark == nil)
    }

    @Test func saysWhatIsNotMadeForTheSakeOfZones() {
        let plan = Layout([2, 2, 2, 1, 1], "aaabc").plan()
        #expect(plan.sets.count == 1 && plan.unused.count == 5)
        #expect(
            plan.remark == "1 more replica set was not made, so that no two bricks of one are in the same zone.")
    }

    @Test func theArbiterIsTheOneInAnothersZone() throws {
        let plan = Layout([1, 1, 1], "bab").plan(.twoCopiesAndArbiter)
        #expect(try #require(plan.sets.first).bricks.map(\.hostID.rawValue) == ["h1", "h2", "h0"])
    }

    @Test func aHostWithoutAZoneIsOneOfItsOwn() {
        let zones = Layout([], "aa--").zones
        let hosts = (0..<4).map { HostID(rawValue: "h\($0)") }
        #expect(zones.areDistinct([hosts[0], hosts[2], hosts[3]]) && !zones.areDistinct([hosts[1], hosts[0]]))
    }
}
