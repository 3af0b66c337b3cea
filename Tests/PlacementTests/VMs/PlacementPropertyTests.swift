import MortarModel
import Placement
import Testing

/// What holds for every placement, on thousands of random clusters; others get their turn between them.
@Suite struct PlacementPropertyTests {
    @Test func noFilterIsEverViolatedAndNoMemoryOversoldByPlacingOneAfterAnother() async {
        var numbers = Seeded(state: 11)
        var count = 0
        for _ in 0..<1_000 {
            await Task.yield()
            let random = RandomPlacement(hosts: 1...6, vms: 1...12, using: &numbers)
            var placement = random.placement()
            var placed: [(vm: VMDemand, host: HostID)] = []
            for vm in random.vms {
                guard let host = placement.place(vm) else { continue }
                #expect(random.permits(vm, on: host, beside: placed), "\(vm) on \(host) of \(random)")
                placed.append((vm, host))
            }
            #expect(random.fits(placed) && random.keepsTogether(placed))
            count += placed.count
        }
        #expect(count > 1_000)
    }

    @Test func aVMThatGetsNoHostFitsOnNone() async {
        var numbers = Seeded(state: 12)
        for _ in 0..<1_000 {
            await Task.yield()
            let random = RandomPlacement(hosts: 1...6, vms: 1...12, using: &numbers)
            var placement = random.placement()
            var placed: [(vm: VMDemand, host: HostID)] = []
            for vm in random.vms {
                if let host = placement.place(vm) {
                    placed.append((vm, host))
                    continue
                }
                for host in random.hosts where random.permits(vm, on: host.id, beside: placed) {
                    #expect(!random.fits(placed + [(vm, host.id)]), "\(vm) would fit on \(host)")
                }
            }
        }
    }

    @Test func batchesViolateNothingEither() async {
        var numbers = Seeded(state: 13)
        for _ in 0..<200 {
            await Task.yield()
            let random = RandomPlacement(hosts: 1...5, vms: 1...6, using: &numbers)
            let batch = BatchPlacement(random.vms, onto: random.placement(), effort: 2_000)
            let placed = zip(random.vms, batch.hosts).compactMap { vm, host in host.map { (vm: vm, host: $0) } }
            #expect(random.fits(placed) && random.keepsTogether(placed))
            for (vm, host) in placed { #expect(random.permits(vm, on: host, beside: placed), "\(vm) on \(host)") }
        }
    }

    @Test func theSameInputAndSeedGiveTheSame() async {
        var numbers = Seeded(state: 14)
        for round in 0..<200 {
            await Task.yield()
            var random = RandomPlacement(hosts: 1...6, vms: 1...6, using: &numbers)
            let seed = UInt64(round)
            let decisions = random.vms.map { random.placement(seed: seed).decision(on: $0) }
            let hosts = BatchPlacement(random.vms, onto: random.placement(seed: seed), effort: 500).hosts
            random.hosts.shuffle(using: &numbers)
            #expect(random.vms.map { random.placement(seed: seed).decision(on: $0) } == decisions)
            #expect(BatchPlacement(random.vms, onto: random.placement(seed: seed), effort: 500).hosts == hosts)
        }
    }

    @Test func anotherSeedDecidesTiesOtherwise() {
        let hosts = (0..<8).map { VMPlacementTests.host("h\($0)") }
        let choices = (0..<50).map { VMPlacement(hosts, seed: $0).decision(on: VMPlacementTests.vm()).choice }
        #expect(Set(choices).count > 4)
    }

    @Test func theExplanationNamesEachHostOnceAndTheBestIsChosen() async {
        var numbers = Seeded(state: 15)
        for _ in 0..<1_000 {
            await Task.yield()
            let random = RandomPlacement(hosts: 1...6, vms: 1...1, using: &numbers)
            let decision = random.placement().decision(on: random.vms[0])
            #expect(decision.hosts.map(\.host).sorted() == random.hosts.map(\.id).sorted())
            let fitting = decision.hosts.filter(\.refusals.isEmpty)
            let most = fitting.map(\.total).max()
            let chosen = decision.hosts.first { $0.host == decision.choice }
            #expect((chosen == nil) == fitting.isEmpty)
            if let chosen, let most { #expect(chosen.refusals.isEmpty && abs(chosen.total - most) < 1e-9) }
            for host in decision.hosts {
                #expect(host.checks.count == FilterUnit.allCases.count && host.checks.allSatisfy { !$0.reason.isEmpty })
                #expect(host.scores.allSatisfy { (0...1).contains($0.score) && !$0.reason.isEmpty })
            }
        }
    }
}
