import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

/// A disk of known random content, of a VM that is down.
struct StoredData {
    static let size = ByteCount.mebibytes(256)

    private let name: String
    private let cluster: TestCluster
    private let file: String

    init(_ name: String, on cluster: TestCluster) {
        self.name = name
        self.cluster = cluster
        file = FileManager.default.temporaryDirectory.appending(path: "\(cluster.lab.name)-\(name).raw").path()
    }

    func create() async throws {
        let runner = LocalCommands()
        let count = Self.size.bytes >> 20
        try await runner.output(
            of: Command("dd", ["if=/dev/urandom", "of=\(file)", "bs=1M", "count=\(count)", "status=none"]))
        let image = ["--image", file, "--disk-size", "\(count)MiB", "--memory", "128MiB"]
        _ = try await cluster.expectDone(
            ["vm", "create", name, "--config", cluster.configuration] + image, limit: .seconds(120))
    }

    /// The disk as GlusterFS has it now is what was stored.
    func expectUnchanged() async throws {
        let disk = try await cluster.connected {
            try await $0.find(DiskRepresentation.self, called: "\(name)-1", kind: "disk")
        }
        let folder = "/var/lib/mortar/mounts/\(try #require(disk.replicaSet?.name))/images"
        let commands = try SharedLab.commands(on: cluster.hosts[0])
        let found = try await commands.output(of: Command("find", [folder, "-name", "\(try #require(disk.id))*"]))
        let image = try #require(found.split(separator: "\n").first.map(String.init), "\(folder): \(found)")
        let stored = try await commands.output(of: Command("sha256sum", [image], timeLimit: .seconds(60)))
        let original = try await LocalCommands().output(of: Command("sha256sum", [file], timeLimit: .seconds(60)))
        #expect(stored.prefix(64) == original.prefix(64), "\(name) on \(folder)")
    }

    func delete() async throws {
        try await cluster.mortar("vm", "delete", name)
        try FileManager.default.removeItem(atPath: file)
    }
}
