import HostCommand
import LabKit
import MortarClient
import OVirtAPI
import Testing

extension TestCluster {
    /// Every host is up, and the storage domain is active.
    func expectStorage() async throws {
        try await wait("three hosts are up", within: .seconds(30)) { client in
            try await client.list(HostRepresentation.self, search: "status=up").count == 3
        }
        let domains = try await connected { try await $0.list(StorageDomainRepresentation.self) }
        #expect(domains.map(\.status) == ["active"])
        try await expectVolumes()
    }

    /// One volume for each replica set, three bricks on three hosts, named by addresses of the storage network.
    func expectVolumes() async throws {
        let info = try await gluster("volume", "info")
        let bricks = info.split(separator: "\n").filter { $0.hasPrefix("Brick") && $0.contains("/var/lib/mortar") }
        #expect(bricks.count == 6)
        for host in SharedLab.hosts {
            let address = try SharedLab.address(of: host, .storage)
            #expect(bricks.count { $0.contains(" \(address):/") } == 2)
        }
        #expect(info.contains("cluster.choose-local: on"))
        #expect(info.contains("cluster.quorum-type: auto"))
    }

    /// Waits until all bricks are online and there is nothing to heal, and nothing in work.
    func waitUntilWhole() async throws {
        try await wait("the replica sets are whole", within: .seconds(60)) { client in
            let sets = try await replicaSets(client)
            return !sets.isEmpty && sets.allSatisfy { $0.status == "up" && $0.pendingHeals == 0 }
        }
    }

    /// Those of the one storage domain.
    func replicaSets(_ client: MortarClient) async throws -> [ReplicaSetRepresentation] {
        let domain = try #require(try await client.list(StorageDomainRepresentation.self).first?.id)
        return try await client.list(ReplicaSetRepresentation.self, at: "storagedomains/\(domain)/replicasets")
    }

    /// What gluster says on the first host.
    @discardableResult
    func gluster(_ words: String...) async throws -> String { try await gluster(words) }

    @discardableResult
    func gluster(_ words: [String]) async throws -> String {
        try await SharedLab.commands(on: hosts[0]).output(of: Command("gluster", ["--mode=script"] + words))
    }

    /// Whether GlusterFS heals by itself what bricks have missed: `on` or `off`, for all volumes.
    func setSelfHeal(_ state: String) async throws {
        for volume in try await gluster("volume", "list").split(separator: "\n") {
            try await gluster("volume", "set", String(volume), "cluster.self-heal-daemon", state)
        }
    }

    /// Blank disks, and nothing of Mortar on any host.
    func expectNothingLeft() async throws {
        let status = try await SharedLab.lab.status()
        for host in hosts {
            let commands = try SharedLab.commands(on: host)
            let disks = try #require(status.hosts.first { $0.name == host }).disks.compactMap(\.path)
            #expect(try await commands.output(of: Command("wipefs", disks)) == "")
            #expect(try await commands.run(Command("dpkg-query", ["--show", "mortar-agent"])).status == 1)
            #expect(try await commands.run(Command("test", ["-e", "/var/lib/mortar"])).status == 1)
        }
    }
}
