import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

/// Three hosts whose first disks carry a storage domain and whose second disks are file systems for bricks of users.
final class VolumeBed {
    static let hosts = ["h1", "h2", "h3"]
    static let folder = "/srv/plain"
    /// Where the volume is mounted.
    static let mountPoint = "/mnt/plain"

    let cluster: TestCluster
    /// Paths of each host's disks, in their order.
    private let disks: [String: [String]]
    /// The address of the volumes in the API.
    private(set) var volumes = ""
    private var ids: [String: String] = [:]

    init() async throws {
        let hosts = try await SharedLab.lab.status().hosts
        let disks = Dictionary(uniqueKeysWithValues: hosts.map { ($0.name, $0.disks.compactMap(\.path)) })
        self.disks = disks
        let first = try Self.hosts.map { "\(try TestCluster.address($0)):\(try #require(disks[$0]?.first))" }
        cluster = try await TestCluster(Self.hosts, devices: first)
    }

    func prepare() async throws {
        for host in Self.hosts {
            let disk = try #require(disks[host]?.dropFirst().first)
            _ = try await run("mkfs.xfs", ["-f", "-q", "-i", "size=512", disk], on: host)
            _ = try await run("mkdir", ["-p", Self.folder], on: host)
            _ = try await run("mount", [disk, Self.folder], on: host)
        }
        try await cluster.deploy()
        let hosts = try await cluster.connected { try await $0.list(HostRepresentation.self) }
        for host in hosts { ids[host.name ?? ""] = host.id }
        let clusterID = try #require(hosts.first?.cluster?.id)
        volumes = "clusters/\(clusterID)/glustervolumes"
    }

    // MARK: Hosts

    @discardableResult
    func run(_ program: String, _ words: [String], on host: String) async throws -> String {
        try await SharedLab.commands(on: host).output(of: Command(program, words, timeLimit: .seconds(90)))
    }

    func mount(on host: String) async throws {
        try await run("mkdir", ["-p", Self.mountPoint], on: host)
        try await run("mount", ["-t", "glusterfs", "localhost:/plain", Self.mountPoint], on: host)
    }

    func unmount(on host: String) async throws { try await run("umount", [Self.mountPoint], on: host) }

    /// Files of many sizes, one of which has several shards.
    func fill() async throws {
        for number in 1...30 {
            try await run(
                "dd", ["if=/dev/urandom", "of=\(Self.mountPoint)/f\(number)", "bs=64k", "count=\(number)"], on: "h1")
        }
        try await run("dd", ["if=/dev/urandom", "of=\(Self.mountPoint)/large", "bs=1M", "count=150"], on: "h1")
    }

    func sums() async throws -> String {
        let files = (1...30).map { "\(Self.mountPoint)/f\($0)" } + ["\(Self.mountPoint)/large"]
        return try await run("sha256sum", files, on: "h1")
    }

    /// A VM that Mortar knows nothing of, with an image on the mounted volume.
    func startStranger(on host: String) async throws {
        let image = "\(Self.mountPoint)/stranger.raw"
        try await run("truncate", ["--size=100M", image], on: host)
        try await run("chmod", ["666", image], on: host)
        let xml = """
            <domain type='qemu'><name>stranger</name><memory unit='MiB'>64</memory><os><type arch='x86_64'>hvm</type></os>
            <devices><disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='\(image)'/>
            <target dev='vda' bus='virtio'/></disk></devices></domain>
            """
        let commands = try SharedLab.commands(on: host)
        try await HostFiles(commands).write(xml, to: "/tmp/stranger.xml")
        try await run("virsh", ["create", "/tmp/stranger.xml"], on: host)
    }

    /// The name of the host with this identity.
    func name(_ id: String?) throws -> String { try #require(ids.first { $0.value == id }?.key) }

    // MARK: The API

    func brick(_ host: String, _ name: String) -> BrickRepresentation {
        var brick = BrickRepresentation()
        brick.serverID = ids[host]
        brick.directory = "\(Self.folder)/\(name)"
        return brick
    }

    func bricks(_ name: String) -> [BrickRepresentation] { Self.hosts.map { brick($0, name) } }

    func bricks(of volume: String) async throws -> [BrickRepresentation] {
        try await cluster.connected { try await $0.list(BrickRepresentation.self, at: "\(volume)/glusterbricks") }
    }

    /// Does something and waits for the end of the job that it begins.
    func perform(_ verb: String, on path: String, _ change: (inout ActionRepresentation) -> Void = { _ in })
        async throws
    {
        var action = ActionRepresentation()
        change(&action)
        let wanted = action
        try await cluster.reporting {
            try await cluster.connected { client in
                let begun = try await client.perform(verb, on: path, wanted, within: .seconds(120))
                if let job = begun.jobID { try await client.wait(for: job) }
            }
        }
    }

    /// Why something is refused.
    func refusal(_ body: (MortarClient) async throws -> Void) async throws -> String {
        try await cluster.connected { client in
            do {
                try await body(client)
            } catch let failure as Failure {
                return "\(failure.code.rawValue): \(failure)"
            }
            Issue.record("It was not refused.")
            return ""
        }
    }
}
