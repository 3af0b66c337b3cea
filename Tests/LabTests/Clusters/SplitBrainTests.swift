import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests.ClusterTests {
    /// Makes the copies of an image differ on purpose, sees it found and shown, and has it decided by hand and by majority.
    @Test func aSplitBrainIsFoundShownAndResolved() async throws {
        let cluster = try await TestCluster()
        try await cluster.deploy()
        try await cluster.mortar("storage", "set", "data", "--split-brain-policy", "manual")
        let image = try await GuestImages().image()
        try await cluster.mortar("vm", "create", "torn", "--memory", "128MiB", "--disk-size", "64MiB", "--image", image)
        let torn = try await TornImage(cluster)

        // Three versions: nobody can tell.
        try await torn.tear(["h1": ["h2", "h3"], "h2": ["h1", "h3"], "h3": ["h1", "h2"]])
        try await torn.setSafeguards(true)
        try await cluster.waitForEvent(20_013, "waits for you")
        let shown = try await cluster.mortar("heal", "show", torn.set)
        #expect(shown.contains("torn-1") && shown.contains("images/"))
        let versions = try await cluster.splitBrains(of: torn.set).first?.versions ?? []
        #expect(versions.compactMap(\.agreeing) == [1, 1, 1] && versions.allSatisfy { $0.isWhole == true })
        let refused = try await cluster.run(
            ["heal", "resolve", torn.set, "torn-1", "--majority", "--config", cluster.configuration])
        #expect(refused.status == 2 && refused.standardError.contains("most bricks agree"))
        try await cluster.mortar("heal", "resolve", torn.set, "torn-1", "--source", "h2")
        try await torn.expectContent(of: "h2")

        // One against two: with a quorum and its own daemon, GlusterFS decides that by itself.
        try await cluster.mortar("storage", "set", "data", "--split-brain-policy", "majority")
        try await torn.tear(["h1": ["h2", "h3"], "h3": ["h1"]])
        try await cluster.waitForEvent(20_012, "which most bricks agree on")
        try await torn.expectContent(of: "h3")
        try await torn.setSafeguards(true)
        try await cluster.wait("all is healed", within: .seconds(60)) { client in
            try await cluster.sets(client).allSatisfy { $0.heal?.pending == 0 && $0.heal?.splitBrain == 0 }
        }
    }
}

/// The one image of a cluster, which is written on some bricks without the others.
private struct TornImage {
    let cluster: TestCluster
    let set: String
    private let path: String
    private static let mount = "/mnt/torn"

    init(_ cluster: TestCluster) async throws {
        self.cluster = cluster
        (set, path) = try await cluster.connected { client in
            let disk = try #require(try await client.list(DiskRepresentation.self).first)
            let sets = try await cluster.sets(client)
            let set = try #require(sets.first { ($0.committed ?? 0) > 0 }?.name)
            return (set, "images/\(try #require(disk.id)).raw")
        }
    }

    /// Writes on hosts, in the order of their names, without the bricks of others. Ends with all bricks online, and without
    /// what keeps copies from differing, or heals them.
    func tear(_ writes: [String: [String]]) async throws {
        try await setSafeguards(false)
        for (host, absent) in writes.sorted(by: { $0.key < $1.key }) { try await write(on: host, without: absent) }
    }

    /// Quorum, and healing by GlusterFS itself.
    func setSafeguards(_ areOn: Bool) async throws {
        let heals = ["cluster.self-heal-daemon", "cluster.data-self-heal", "cluster.metadata-self-heal"]
        let values = heals.flatMap { [$0, areOn ? "on" : "off"] }
        try await cluster.gluster(["volume", "set", set, "cluster.quorum-type", areOn ? "auto" : "none"] + values)
    }

    /// Writes through a mount of its own, which knows only the bricks that are there.
    private func write(on host: String, without absent: [String]) async throws {
        for name in absent { try await killBrick(of: name) }
        let commands = try SharedLab.commands(on: host)
        let address = try SharedLab.address(of: host, .storage)
        try await commands.output(of: Command("mkdir", ["--parents", Self.mount]))
        try await commands.output(of: Command("mount", ["-t", "glusterfs", "\(address):/\(set)", Self.mount]))
        let target = "of=\(Self.mount)/\(path)"
        let write = Command(
            "dd", [target, "conv=notrunc,fsync", "status=none"], input: .bytes(Array(Self.word(host).utf8)))
        try await commands.output(of: write)
        try await waitForBlame(on: host)
        try await commands.output(of: Command("umount", [Self.mount]))
        try await cluster.gluster("volume", "start", set, "force")
        try await waitForBricks()
    }

    /// GlusterFS notes down a moment after a write whose copies missed it.
    private func waitForBlame(on host: String) async throws {
        let file = "\(try await directory(host))/\(path)"
        let names = ["--absolute-names", "--dump", "--encoding=hex", "--match=^trusted.afr.*-client-", file]
        let commands = try SharedLab.commands(on: host)
        try await cluster.wait("a copy is blamed on \(host)", within: .seconds(30)) { _ in
            let lines = try await commands.output(of: Command("getfattr", names)).split(separator: "\n")
            return lines.contains { line in
                line.hasPrefix("trusted.") && line.split(separator: "=0x").last?.contains { $0 != "0" } == true
            }
        }
    }

    private static func word(_ host: String) -> String { "written on \(host)" }

    private func killBrick(of host: String) async throws {
        let name = "\(try SharedLab.address(of: host, .storage)):\(try await directory(host))"
        let id = try await cluster.connected { client in
            let bricks = try await cluster.sets(client).flatMap { $0.bricks ?? [] }
            return try #require(bricks.first { $0.name == name }?.pid)
        }
        try await SharedLab.commands(on: host).output(of: Command("kill", ["-9", "\(id)"]))
        try await cluster.wait("\(name) is offline", within: .seconds(30)) { client in
            try await cluster.sets(client).flatMap { $0.bricks ?? [] }.contains {
                $0.name == name && $0.status == "down"
            }
        }
    }

    private func directory(_ host: String) async throws -> String {
        let info = try await cluster.gluster("volume", "info", set)
        let address = " \(try SharedLab.address(of: host, .storage)):"
        let line = try #require(info.split(separator: "\n").first { $0.hasPrefix("Brick") && $0.contains(address) })
        return String(line[line.ranges(of: address)[0].upperBound...])
    }

    private func waitForBricks() async throws {
        try await cluster.wait("all bricks are online", within: .seconds(30)) { client in
            try await cluster.sets(client).allSatisfy { $0.status == "up" }
        }
    }

    /// Every brick has the same beginning of the image, that which was written on a host.
    func expectContent(of host: String) async throws {
        let word = Self.word(host)
        for name in ["h1", "h2", "h3"] {
            let file = "\(try await directory(name))/\(path)"
            let head = try await SharedLab.commands(on: name).output(
                of: Command("head", ["--bytes=\(word.count)", file]))
            #expect(head == word, "\(name)")
        }
    }
}

extension TestCluster {
    func sets(_ client: MortarClient) async throws -> [ReplicaSetRepresentation] {
        let domain = try #require(try await client.list(StorageDomainRepresentation.self).first?.id)
        return try await client.list(ReplicaSetRepresentation.self, at: "storagedomains/\(domain)/replicasets")
    }

    func splitBrains(of name: String) async throws -> [SplitBrainRepresentation] {
        try await connected { client in
            let set = try #require(try await sets(client).first { $0.name == name })
            return try await client.list(
                SplitBrainRepresentation.self, at: "\(set.glusterVolume?.href ?? "")/splitbrains")
        }
    }

    func waitForEvent(_ code: Int, _ words: String) async throws {
        try await wait("event \(code)", within: .seconds(120)) { client in
            try await client.list(EventRepresentation.self).contains {
                $0.code == code && $0.description?.contains(words) == true
            }
        }
    }
}
