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

    @Test func aVMIsMigrated() async throws {
        try await CommandFixture.with { fixture in
            #expect(await fixture.mortar("vm", "create", "web").status == 0)
            #expect(await fixture.mortar("vm", "start", "web").status == 0)
            let inventory = fixture.engine.inventory
            let old = inventory.vms.named("web")?.hostID
            let new = try #require(inventory.hosts.sortedByName.first { $0.id != old })
            let moved = await fixture.mortar("vm", "migrate", "web", "--to", new.name)
            #expect(moved.status == 0, "\(moved.errors)")
            #expect(moved.output == "VM web runs on \(new.name).\n")
            #expect(
                moved.errors.contains("Move the memory: 64 MiB in 4.0 s, 16 MiB/s, downtime 80 ms: done"),
                "\(moved.errors)")
            let again = await fixture.mortar("vm", "migrate", "web", "--to", new.name)
            #expect(again.status == 2 && again.errors.contains("already"))
            #expect(await fixture.mortar("vm", "migrate", "web", "--to", "h9").status == 2)
            #expect(await fixture.mortar("vm", "cancel-migration", "web").status == 2)
        }
    }

    @Test func clustersAreToldHowVMsMove() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let set = await fixture.mortar(
                "cluster", "set", "--migration-bandwidth", "4000", "--post-copy-after", "5m", "--auto-converge", "off")
            #expect(set.status == 0, "\(set.errors)")
            #expect(set.output.contains("4000 Mbit/s per host") && set.output.contains("after 5m"))
            let shown = await fixture.mortar("cluster", "show")
            #expect(
                shown.output.contains(/Migration bandwidth: +4000 Mbit/)
                    && shown.output.contains(/Post copy after: +5m/))
            let reset = await fixture.mortar("cluster", "set", "--migration-bandwidth", "0", "--post-copy-after", "0s")
            #expect(reset.status == 0, "\(reset.errors)")
            #expect(await fixture.mortar("cluster", "show").output.contains(/Migration bandwidth: +unlimited/))
            #expect(await fixture.mortar("cluster", "set", "--migration-bandwidth", "3").status == 2)
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
