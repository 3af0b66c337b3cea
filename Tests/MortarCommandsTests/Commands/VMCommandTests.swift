import EngineCore
import Foundation
import MortarModel
import SimulatedAgent
import Testing

@testable import MortarCommands

@Suite struct VMCommandTests {
    @Test func aVMIsCreatedStartedStoppedAndDeleted() async throws {
        try await CommandFixture.with { fixture in
            let image = try fixture.file("image.raw", [UInt8](repeating: 7, count: 3 << 20))
            let created = await fixture.mortar(
                "vm", "create", "web", "--disk-size", "1MiB", "--disk-size", "2GiB", "--image", image, "--cpus", "2")
            #expect(created.status == 0, "\(created.errors)")
            #expect(created.output == "VM web is created; start it with: mortar vm start web\n")
            #expect(created.errors.contains("Upload image (3 MiB): done"))
            let sizes = fixture.engine.inventory.disks.sortedByName.map(\.size.bytes)
            #expect(sizes == [3 << 20, 2 << 30])

            let started = await fixture.mortar("vm", "start", "web")
            #expect(started.status == 0, "\(started.errors)")
            #expect(started.output.contains(/^VM web runs on h[123]\.\n$/))
            let list = await fixture.mortar("vm", "list")
            #expect(list.lines.first == "NAME  STATUS  HOST  CPUS   MEMORY  DISK ACCESS")
            #expect(list.lines.last?.contains(/^web   up      h[123]       2  256 MiB/) == true)

            let refused = await fixture.mortar("vm", "delete", "web")
            #expect(refused.status == 2)
            let stopped = await fixture.mortar("vm", "stop", "web", "--output", "json")
            let vm = try #require(try stopped.json() as? [String: Any])
            #expect(vm["status"] as? String == "down")
            #expect(vm["memory"] as? Int == 256 << 20)

            let shown = await fixture.mortar("vm", "show", "web", "-o", "yaml")
            #expect(shown.output.contains("name: web\n") && shown.output.contains("- name: web-1\n"))
            let deleted = await fixture.mortar("vm", "delete", "web")
            #expect(deleted.status == 0, "\(deleted.errors)")
            #expect(fixture.engine.inventory.vms.count == 0 && fixture.engine.inventory.disks.count == 0)
            #expect(fixture.cluster.images.isEmpty)
        }
    }

    @Test func nothingIsLeftOfAVMThatCannotBeMade() async throws {
        try await CommandFixture.with { fixture in
            let tooLarge = await fixture.mortar("vm", "create", "big", "--disk-size", "900TiB")
            #expect(tooLarge.status == 2)
            #expect(tooLarge.errors.contains("Error: "))
            fixture.cluster.failNext("makeImage", times: 100)
            let broken = await fixture.mortar("vm", "create", "broken")
            #expect(broken.status == 1)
            #expect(fixture.engine.inventory.vms.count == 0 && fixture.engine.inventory.disks.count == 0)
        }
    }

    @Test func refusesWithoutTouchingAnything() async throws {
        try await CommandFixture.with { fixture in
            let empty = try fixture.file("empty", [])
            for arguments in [
                ["--image", "/no/such/image"], ["--image", empty], ["--cloud-init", "/no/such/file"], ["--cpus", "0"],
                ["--memory", "much"], ["--memory", "1MiB"], ["--disk-size", "0"],
            ] {
                let result = await mortar(
                    ["vm", "create", "web"] + arguments + ["--config", fixture.configuration.path])
                #expect(result.status == 2, "\(arguments): \(result.errors)")
                #expect(result.errors.contains("Error: "))
            }
            #expect(fixture.engine.inventory.vms.count == 0)
            let unknown = await fixture.mortar("vm", "start", "nobody")
            #expect(unknown.status == 2)
            #expect(unknown.errors.contains("There is no VM “nobody”."))
            #expect(await fixture.mortar("vm", "create", "twice").status == 0)
            let twice = await fixture.mortar("vm", "create", "twice")
            #expect(twice.status == 2)
            #expect(fixture.engine.inventory.vms.count == 1)
        }
    }

    @Test func cloudInitComesFromAFileOrAFolder() async throws {
        try await CommandFixture.with { fixture in
            let file = try fixture.file("user-data", Array("#cloud-config\n".utf8))
            _ = try fixture.file("network-config", Array("version: 2\n".utf8))
            #expect(await fixture.mortar("vm", "create", "a", "--cloud-init", file).status == 0)
            #expect(await fixture.mortar("vm", "create", "b", "--cloud-init", fixture.folder).status == 0)
            let seeds = fixture.engine.inventory.vms.sortedByName.map(\.cloudInit)
            #expect(seeds[0] == .init(userData: "#cloud-config\n"))
            #expect(seeds[1] == .init(userData: "#cloud-config\n", networkConfig: "version: 2\n"))
        }
    }
}
