import EngineCore
import Foundation
import MortarModel
import Testing

@testable import MortarCommands

@Suite struct ListCommandTests {
    @Test func showsWhatThereIs() async throws {
        try await CommandFixture.with { fixture in
            _ = await fixture.mortar("vm", "create", "web")
            let hosts = await fixture.mortar("host", "list")
            #expect(hosts.lines.count == 4)
            #expect(hosts.lines.dropFirst().first?.contains(/^h1    up      10\.0\.0\.1/) == true)
            let host = await fixture.mortar("host", "show", "h1")
            #expect(host.output.contains(/Disk access: +(libgfapi|fuse)/))
            let devices = await fixture.mortar("device", "list", "--host", "h2")
            #expect(devices.lines.dropFirst().allSatisfy { $0.hasPrefix("h2 ") && $0.contains("brick") })
            let sets = await fixture.mortar("replica-set", "list")
            #expect(sets.lines.count == 3)
            let storage = await fixture.mortar("storage", "show", "data")
            #expect(storage.output.contains(/Copies: +3\n/) && storage.output.contains("  data-1  data"))
            let disks = await fixture.mortar("disk", "list")
            #expect(disks.lines.last?.contains(/^web-1  ok      1 GiB  data     data-[12]       web/) == true)
            let events = await fixture.mortar("event", "list", "--max", "3")
            #expect(events.lines.count == 4)
            #expect(events.lines.last?.contains("web") == true)
            let grave = await fixture.mortar("event", "list", "--search", "severity>warning sortby time desc")
            #expect(grave.status == 0 && grave.output.isEmpty, "\(grave.output)\(grave.errors)")
            let all = await fixture.mortar("event", "list", "--search", "severity<warning and time>2020-01-01T00:00:00")
            #expect(all.lines.count > 4)
        }
    }

    @Test func showsJobsWithTheirSteps() async throws {
        try await CommandFixture.with { fixture in
            let jobs = try #require(
                try await fixture.mortar("job", "list", "--output", "json").json() as? [[String: Any]])
            #expect(jobs.count == 4)
            let id = try #require(jobs.first?["id"] as? String)
            let job = await fixture.mortar("job", "show", id)
            #expect(job.output.contains(/Status: +finished\n/))
            #expect(job.output.contains("  NUMBER  DESCRIPTION"))
        }
    }

    @Test func setsTheDiskAccessOfTheCluster() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let set = await fixture.mortar("cluster", "set", "--disk-access", "fuse")
            #expect(set.status == 0, "\(set.errors)")
            #expect(fixture.engine.inventory.clusters.sortedByName.first?.diskAccess == .fuse)
            #expect(await fixture.mortar("cluster", "show").output.contains(/Disk access: +fuse\n/))
            #expect(await fixture.mortar("cluster", "set", "--disk-access", "nfs").status == 2)
        }
    }

    @Test func peopleAreToldWhenThereIsNothing() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let table = await fixture.mortar("vm", "list")
            #expect(table.output.isEmpty && table.errors == "There are no VMs.\n")
            #expect(await fixture.mortar("vm", "list", "-o", "json").output == "[\n\n]\n")
        }
    }

    @Test func keepsTheTokenToItselfAndForgetsIt() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let login = try await fixture.logIn()
            try #require(login.status == 0, "\(login.errors)")
            let attributes = try FileManager.default.attributesOfItem(atPath: fixture.configuration.path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let text = try String(contentsOfFile: fixture.configuration.path, encoding: .utf8)
            #expect(text.contains("token:") && !text.contains("secret"))
            let contexts = await fixture.mortar("context", "list").lines
            #expect(contexts.count { $0.hasPrefix("127.0.0.1:") && $0.hasSuffix("yes        yes") } == 1)
            #expect(await fixture.mortar("logout").status == 0)
            #expect(try fixture.configuration.load().contexts.values.count { $0.token != nil } == 1)
            let refused = await fixture.mortar("vm", "list")
            #expect(refused.status == 2)
            #expect(refused.errors.contains("To do: Log in: mortar login https://127.0.0.1:"))
        }
    }
}
