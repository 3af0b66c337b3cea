import EngineCore
import MortarModel
import Testing

@Suite struct HostServiceTests {
    private func addition(_ world: World, storageAddress: String) throws -> HostService.Addition {
        HostService.Addition(
            name: "h1", cluster: try #require(world.context.inventory.clusters.sortedByName.first).id,
            address: "10.0.0.1", storageAddress: storageAddress, certificateRequest: "1")
    }

    @Test func anAdditionThatIsAskedForAgainIsJoined() async throws {
        let world = try await World(joined: false)
        let request = try addition(world, storageAddress: "10.0.1.1")
        let first = try await world.engine.hosts.add(request, by: RequestOrigin())
        let second = try await world.engine.hosts.add(request, by: RequestOrigin())
        #expect(second.job.id == first.job.id && second.host.id == first.host.id)
        #expect(world.context.inventory.workflows.count == 1)
    }

    @Test func anAdditionUnderWayIsNotJoinedWithOtherAddresses() async throws {
        let world = try await World(joined: false)
        _ = try await world.engine.hosts.add(try addition(world, storageAddress: "10.0.1.1"), by: RequestOrigin())
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.hosts.add(try addition(world, storageAddress: "10.0.2.1"), by: RequestOrigin())
        }
        #expect(failure?.code == .conflict)
        #expect(world.context.inventory.hosts.map(\.storageAddress) == ["10.0.1.1"])
    }

    @Test func aZoneIsGivenChangedAndTakenAway() async throws {
        let world = try await World()
        let (hosts, id) = (world.engine.hosts, world.hosts[0].id)
        #expect(try await hosts.change(.init(zone: " rack-a "), of: id).zone?.rawValue == "rack-a")
        #expect(try await hosts.change(.init(keepsBricks: true), of: id).zone?.rawValue == "rack-a")
        #expect(try await hosts.change(.init(zone: ""), of: id).zone == nil)
        #expect(world.context.inventory.hosts[id]?.keepsBricks == true)
        let failure = await #expect(throws: Failure.self) {
            try await hosts.change(.init(keepsBricks: false, zone: String(repeating: "z", count: 65)), of: id)
        }
        #expect(failure?.code == .invalid)
        #expect(world.context.inventory.hosts[id]?.keepsBricks == true)
    }

    @Test func aHostThatIsAddedAgainKeepsItsZone() async throws {
        let world = try await World(joined: false)
        var addition = try addition(world, storageAddress: "10.0.1.1")
        addition.zone = "rack-a"
        let added = try await world.engine.hosts.add(addition, by: RequestOrigin()).host
        #expect(world.context.inventory.hosts[added.id]?.zone?.rawValue == "rack-a")
        addition.zone = nil
        #expect(try await world.engine.hosts.add(addition, by: RequestOrigin()).host.zone == added.zone)
    }

    @Test func aHostThatIsUpIsNotRemoved() async throws {
        let world = try await World()
        let failure = await world.refusal { _ = try await world.engine.hosts.remove(world.hosts[2].id, by: .init()) }
        #expect(failure?.code == .conflict && failure?.message == "Host h3 is up.")
    }

    @Test func aHostThatAVMIsPinnedToStays() async throws {
        let world = try await World()
        let host = world.hosts[2]
        var vm = VM(name: "web", clusterID: host.clusterID, cpus: 1, memory: .gibibytes(1))
        vm.pinnedHosts = [host.id]
        let pinned = vm
        try await world.context.store.change { inventory in
            inventory.vms.insert(pinned)
            try inventory.hosts.update(host.id) { $0.status = .maintenance }
        }
        let failure = await #expect(throws: Failure.self) { try await world.engine.hosts.remove(host.id, by: .init()) }
        #expect(failure?.code == .conflict && failure?.correction?.contains("--unpin") == true)
        #expect(world.context.inventory.workflows.count == 0)
    }
}
