import AgentAPI
import EngineCore
import Foundation
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@testable import MortarCommands

@Suite struct UpgradeCommandTests {
    private static let qemu = PendingUpgrades.Package(name: "qemu-system-x86", installed: "7.2", candidate: "7.3")
    private static let kernel = PendingUpgrades.Package(name: "linux-image-6.1", installed: nil, candidate: "6.1.9")

    /// Hosts whose guard facts are fresh enough, with something to upgrade on some.
    private func with(
        _ packages: [PendingUpgrades.Package], on hosts: [Int],
        _ body: @escaping @Sendable (CommandFixture) async throws -> Void
    ) async throws {
        try await CommandFixture.with { fixture in
            for host in hosts { fixture.cluster.setPending(packages, at: "10.0.0.\(host)") }
            try await body(fixture)
        }
    }

    @Test func showsWhatThereIsToUpgrade() async throws {
        try await with([Self.qemu, Self.kernel], on: [2]) { fixture in
            let check = await fixture.mortar("host", "upgrade", "h2", "--check")
            #expect(check.status == 0, "\(check.errors)")
            #expect(
                check.output.contains("qemu-system-x86 7.2 to 7.3")
                    && check.output.contains("linux-image-6.1 6.1.9 is new"))
            #expect(check.output.contains(/Needs reboot: +yes\n/))
            #expect(fixture.engine.inventory.hosts.allSatisfy { $0.status == .up })
            let host = await fixture.mortar("host", "show", "h2")
            #expect(host.output.contains(/Update available: +yes\n/))
        }
    }

    @Test func upgradesOneHost() async throws {
        try await with([Self.kernel], on: [2]) { fixture in
            let done = await fixture.mortar("host", "upgrade", "h2")
            #expect(done.status == 0, "\(done.errors)")
            #expect(
                done.output
                    == "Host h2 is upgraded and back in service. It has to be rebooted: linux-image-6.1 is installed.\n"
            )
            let again = await fixture.mortar("host", "upgrade", "h2")
            #expect(again.status == 2 && again.errors.contains("nothing to upgrade"), "\(again.errors)")
            let rebooted = await fixture.mortar("host", "upgrade", "h2", "--reboot")
            #expect(rebooted.output == "Host h2 is upgraded and back in service.\n", "\(rebooted.errors)")
            #expect(fixture.cluster.boots(of: "10.0.0.2") == 1)
        }
    }

    @Test func showsThePlanOfTheClusterAndChangesNothing() async throws {
        try await with([Self.qemu], on: [1, 3]) { fixture in
            fixture.engine.context.store.observe { $0.engineMachineID = "10.0.0.1" }
            let plan = await fixture.mortar("cluster", "upgrade", "--dry-run", "--output", "json")
            #expect(plan.status == 0, "\(plan.errors)")
            let hosts = try #require(try plan.json() as? [[String: Any]])
            #expect(hosts.compactMap { $0["host"] as? String } == ["h2", "h3", "h1"], "the engine's host comes last")
            #expect(hosts.compactMap { $0["packages"] as? Int } == [0, 1, 1])
            #expect(hosts.map { $0["what"] as? String } == ["nothing to do", "is upgraded", "is upgraded"])
            let refused = await fixture.mortar("cluster", "upgrade")
            #expect(refused.status == 2 && refused.errors.contains("add --yes"), "\(refused.errors)")
            #expect(fixture.cluster.upgrades(of: "10.0.0.3") == 0)
        }
    }

    @Test func upgradesTheHostsThatHaveSomethingToUpgrade() async throws {
        try await with([Self.kernel], on: [1, 3]) { fixture in
            let done = await fixture.mortar("cluster", "upgrade", "--reboot", "--yes")
            #expect(done.status == 0, "\(done.errors)")
            #expect(
                done.lines.suffix(2) == [
                    "Host h1 is upgraded and back in service.", "Host h3 is upgraded and back in service.",
                ])
            #expect([1, 2, 3].map { fixture.cluster.boots(of: "10.0.0.\($0)") } == [1, 0, 1])
            #expect(fixture.engine.inventory.hosts.allSatisfy { $0.status == .up && $0.upgrade == nil })
            let again = await fixture.mortar("cluster", "upgrade", "--reboot", "--yes")
            #expect(again.status == 0 && again.lines.last == "There is nothing to upgrade.", "\(again.errors)")
        }
    }

    @Test func stopsAtTheFirstFailureAndGoesOnThere() async throws {
        try await with([Self.qemu], on: [1, 2, 3]) { fixture in
            fixture.cluster.failNextUpgrade(at: "10.0.0.2", Failure(.toolFailed, "dpkg broke."))
            let stopped = await fixture.mortar("cluster", "upgrade", "--yes")
            #expect(stopped.status == 1 && stopped.errors.contains("dpkg broke."), "\(stopped.errors)")
            #expect(stopped.errors.contains("The same command goes on then, with h2, h3."), "\(stopped.errors)")
            let states = fixture.engine.inventory.hosts.sortedByName.map(\.status)
            #expect(states == [.up, .maintenance, .up])
            #expect(fixture.cluster.upgrades(of: "10.0.0.3") == 0)
            let done = await fixture.mortar("cluster", "upgrade", "--yes", "--output", "json")
            #expect(done.status == 0, "\(done.errors)")
            let upgraded = try #require(try done.json() as? [String: [[String: Any]]])["upgraded"]
            #expect(upgraded?.compactMap { $0["name"] as? String } == ["h2", "h3"])
            #expect(fixture.cluster.upgrades(of: "10.0.0.1") == 1, "the first is left alone")
        }
    }

    @Test func beginsNothingWhileAHostIsAway() async throws {
        try await with([Self.qemu], on: [1, 2]) { fixture in
            let down = await fixture.mortar("host", "maintenance", "h3")
            #expect(down.status == 0, "\(down.errors)")
            let refused = await fixture.mortar("cluster", "upgrade", "--yes")
            #expect(refused.status == 2 && refused.errors.contains("host h3 is maintenance"), "\(refused.errors)")
            let plan = await fixture.mortar("cluster", "upgrade", "--dry-run")
            #expect(plan.status == 0 && plan.output.contains("host h3 is maintenance"))
            #expect([1, 2, 3].allSatisfy { fixture.cluster.upgrades(of: "10.0.0.\($0)") == 0 })
        }
    }

    @Test func beginsNothingWherePackagesWouldGo() async throws {
        let gone = PendingUpgrades.Package(name: "glusterfs-server", installed: "10", candidate: nil)
        try await with([gone], on: [3]) { fixture in
            let refused = await fixture.mortar("cluster", "upgrade", "--yes")
            #expect(
                refused.status == 2 && refused.errors.contains("would remove glusterfs-server"), "\(refused.errors)")
        }
    }
}
