import EngineCore
import Foundation
import MortarModel
import Testing

@testable import MortarCommands

@Suite struct PlacementCommandTests {
    @Test func explainsWhereAVMGoes() async throws {
        try await CommandFixture.with { fixture in
            #expect(await fixture.mortar("vm", "create", "web").status == 0)
            let why = await fixture.mortar("vm", "why", "web")
            #expect(why.status == 0, "\(why.errors)")
            #expect(
                why.lines.first?.contains(/^VM web would start on h[123], by the scheduling policy none\.$/) == true)
            #expect(why.output.contains(/\nh[123]: [0-9.]+ points, chosen\n  RULE +VERDICT +REASON\n/))
            #expect(why.output.contains(/\n  Memory +yes +has 15.5 GiB of memory left, 384 MiB is wanted\n/))
            #expect(why.output.contains(/\n  Local-Replica +[0-9.]+ of 10 +has \w/), "\(why.output)")
            #expect(await fixture.mortar("vm", "why", "web", "--brief").lines.count == 4)
            let json = try await fixture.mortar("vm", "why", "web", "-o", "json").json() as? [String: Any]
            #expect((json?["hosts"] as? [Any])?.count == 3 && json?["host"] is String)
        }
    }

    @Test func explainsWhyAVMGoesNowhere() async throws {
        try await CommandFixture.with { fixture in
            #expect(await fixture.mortar("vm", "create", "big", "--memory", "64GiB").status == 0)
            let why = await fixture.mortar("vm", "why", "big", "--brief")
            #expect(why.status == 0)
            #expect(
                why.lines == ["No host can run VM big now."]
                    + (1...3).map { "h\($0) cannot take it: it has 15.5 GiB of memory left, 64.1 GiB is wanted." })
            let refused = await fixture.mortar("vm", "start", "big")
            #expect(refused.status == 2 && refused.errors.contains("h3: has 15.5 GiB of memory left"))
        }
    }

    @Test func setsWhereAVMMayRun() async throws {
        try await CommandFixture.with { fixture in
            #expect(await fixture.mortar("vm", "create", "web").status == 0)
            let pinned = await fixture.mortar("vm", "set", "web", "--pin", "h2", "--high-availability", "on")
            #expect(pinned.output == "VM web may run on h2; room for it elsewhere is kept.\n", "\(pinned.errors)")
            #expect(await fixture.mortar("vm", "start", "web").output == "VM web runs on h2.\n")
            let free = await fixture.mortar("vm", "set", "web", "--unpin")
            #expect(free.output == "VM web may run on all hosts of its cluster; room for it elsewhere is kept.\n")
            for misuse in [[], ["--unpin", "--pin", "h1"], ["--pin", "h9"]] {
                let result = await mortar(["vm", "set", "web"] + misuse + ["--config", fixture.configuration.path])
                #expect(result.status == 2, "\(misuse)")
            }
        }
    }

    @Test func setsHowAVMReachesItsDisks() async throws {
        try await CommandFixture.with { fixture in
            #expect(await fixture.mortar("vm", "create", "web").status == 0)
            #expect(await fixture.mortar("vm", "show", "web").output.contains(/Disk access policy: +cluster\n/))
            let set = await fixture.mortar("vm", "set", "web", "--disk-access", "fuse")
            #expect(
                set.output.hasSuffix("it reaches its disks by FUSE from its next start or migration.\n"),
                "\(set.output)\(set.errors)")
            #expect(await fixture.mortar("vm", "show", "web").output.contains(/Disk access policy: +fuse\n/))
            #expect(await fixture.mortar("vm", "set", "web", "--disk-access", "nfs").status == 2)
        }
    }

    @Test func setsThePolicyOfTheCluster() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let set = await fixture.mortar("cluster", "set", "--scheduling-policy", "power_saving")
            #expect(set.output == "Hosts for VMs of cluster Default are chosen by power_saving.\n", "\(set.errors)")
            #expect(await fixture.mortar("cluster", "show").output.contains(/Scheduling policy: +power_saving\n/))
            #expect(await fixture.mortar("cluster", "set", "--scheduling-policy", "chaos").status == 2)
        }
    }
}
