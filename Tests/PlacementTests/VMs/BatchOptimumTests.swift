import MortarModel
import Placement
import Testing

/// Batches beside the best of all possible placements, found by trying every one.
@Suite struct BatchOptimumTests {
    /// The best placement of the VMs that the rules, written down a second time, permit.
    private func optimum(_ random: RandomPlacement) -> BatchScore {
        var best = BatchScore(placed: 0, total: 0)
        func extend(_ placed: [(vm: VMDemand, host: HostID)], _ rest: ArraySlice<VMDemand>) {
            if placed.count + rest.count < best.placed { return }
            guard let vm = rest.first else {
                if random.keepsTogether(placed),
                    placed.allSatisfy({ random.permits($0.vm, on: $0.host, beside: placed) })
                {
                    best = max(best, BatchPlacement.score(placed, on: random.placement()))
                }
                return
            }
            for host in random.hosts where random.fits(placed + [(vm, host.id)]) {
                extend(placed + [(vm, host.id)], rest.dropFirst())
            }
            extend(placed, rest.dropFirst())
        }
        extend([], random.vms[...])
        return best
    }

    @Test(arguments: 0..<60) func smallBatchesAreWithinAHundredthOfTheBest(seed: Int) {
        var numbers = Seeded(state: UInt64(seed) &* 77)
        let random = RandomPlacement(hosts: 2...3, vms: 3...5, isSimple: seed % 4 > 0, using: &numbers)
        expectNearlyBest(random)
    }

    @Test(arguments: 0..<8) func soAreThoseOfSixVMsOnFourHosts(seed: Int) {
        var numbers = Seeded(state: UInt64(seed) &* 99)
        expectNearlyBest(RandomPlacement(hosts: 4...4, vms: 6...6, isSimple: true, using: &numbers))
    }

    private func expectNearlyBest(_ random: RandomPlacement) {
        let (found, best) = (BatchPlacement(random.vms, onto: random.placement()).score, optimum(random))
        #expect(found.placed == best.placed)
        #expect(found.total >= 0.99 * best.total - 1e-9, "\(found.total) of \(best.total)")
    }
}
