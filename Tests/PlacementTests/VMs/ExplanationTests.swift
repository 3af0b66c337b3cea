import MortarModel
import Placement
import Testing

/// Decisions in words.
@Suite struct ExplanationTests {
    private let web = VMPlacementTests.vm(cpus: 2, memory: 4) {
        $0.traits.access = [.fuse]
        $0.localShares = [HostID(rawValue: "h2"): 1]
    }

    @Test func explainsAChoice() {
        let hosts = [
            VMPlacementTests.host("h1", memory: 16), VMPlacementTests.host("h2", memory: 16, free: 8),
            VMPlacementTests.host("h3", .maintenance, memory: 2),
        ]
        let decision = VMPlacement(hosts).decision(on: web)
        #expect(
            decision.explanation() == [
                "VM web would start on h2, by the scheduling policy none.",
                "h2 suits it best, with 22.5 of 24 points: it has a clean copy of the VM's disks.",
                "h1 could take it too, with 13.5 of 24 points, but it has no copy of the VM's disks that is known to be clean.",
                "h3 cannot take it: it is in maintenance; and has 2 GiB of memory left, 4.1 GiB is wanted.",
            ])
        #expect(
            decision.explanation(current: "h1")[0]
                == "VM web is on h1. Placed anew, it would go to h2, by the scheduling policy none.")
        #expect(decision.explanation(current: "h2")[0].contains("would be placed there again"))
    }

    @Test func explainsThatNoHostWillDo() {
        let hosts = [VMPlacementTests.host("h1", cpus: 1, memory: 16), VMPlacementTests.host("h2", memory: 2)]
        let decision = VMPlacement(hosts).decision(on: web)
        #expect(
            decision.explanation() == [
                "No host can run VM web now.", "h1 cannot take it: it has 1 CPU, 2 are wanted.",
                "h2 cannot take it: it has 2 GiB of memory left, 4.1 GiB is wanted.",
            ])
        #expect(decision.explanation(current: "h3")[0].contains("no host could take it now"))
    }

    @Test func explainsTheOnlyHostAndATie() {
        let only = VMPlacement([VMPlacementTests.host("h1")]).decision(on: web)
        #expect(only.explanation()[1] == "h1 is the only host that can take it.")
        let alike = VMPlacement([VMPlacementTests.host("h1"), VMPlacementTests.host("h3")]).decision(on: web)
        #expect(alike.explanation()[1].hasSuffix("so that chance decided."))
        #expect(alike.explanation()[2].hasSuffix("points."))
    }
}
