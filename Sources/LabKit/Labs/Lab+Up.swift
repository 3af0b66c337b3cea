import Foundation
import HostCommand
import MortarModel

extension Lab {
    /// What the base tree and the first minutes of one host take on disk.
    private static let baseSpace = ByteCount.gibibytes(2)
    private static let hostSpace = ByteCount.gibibytes(1)

    /// Makes the lab, or repairs it: every host has power, every network is whole.
    ///
    /// Throws a `Failure` before any change when the machine does not allow the lab.
    package func up(_ wish: LabWish = LabWish()) async throws -> LabStatus {
        try wish.validate()
        try MachineChecks.requireRoot()
        try MachineChecks.requireTools(MachineChecks.labTools)
        try await exclusively {
            if let record = try folder.record() {
                try wish.requireSame(as: record)
                try await repair(record)
            } else {
                try await make(wish)
            }
        }
        return try await status()
    }

    private func make(_ wish: LabWish) async throws {
        let recipe = BaseRecipe()
        let record = try wish.record(name: name, baseTree: "\(places.cache)/\(recipe.folderName)")
        try await checks.requireFree(record.subnet, for: name)
        let perHosts = ByteCount(Self.hostSpace.bytes * Int64(record.hosts.count))
        try checks.requireSpace(Self.baseSpace + perHosts, in: places.labs)
        try checks.requireSpace(Self.baseSpace, in: places.cache)
        _ = try await cache.baseTree(recipe, report: report)
        try makeFolder(folder.path, mode: 0o700)
        try folder.save(record)
        try await build(record)
    }

    private func repair(_ found: LabRecord) async throws {
        guard FileManager.default.fileExists(atPath: found.baseTree) else {
            throw Failure(
                .conflict, "The base tree \(found.baseTree) of lab \(name) is gone.",
                correction: "Remove the lab with “mortar-lab down --name \(name)” and make it again.")
        }
        var record = found
        for index in record.hosts.indices { record.hosts[index].cutNetworks = [] }
        try folder.save(record)
        try await build(record)
    }

    /// Makes whatever is missing of what is recorded.
    ///
    /// - Parameter hosts: the hosts to give power; nil for all.
    func build(_ record: LabRecord, only hosts: [HostRecord]? = nil) async throws {
        try await makeSecrets()
        let interfaces = Interfaces(runner: runner)
        for network in LabNetwork.allCases {
            try await interfaces.makeBridge(names.bridge(network), address: record.subnet.machineAddress(network))
        }
        try await powerOn(hosts ?? record.hosts, of: record)
        try writeKnownHosts(record)
    }

    private func powerOn(_ hosts: [HostRecord], of record: LabRecord) async throws {
        let title = "Start \(hosts.map(\.name).joined(separator: ", "))"
        await report.show(title, fraction: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for host in hosts {
                group.addTask { try await self.host(host, of: record).powerOn() }
            }
            var started = 0
            for try await _ in group {
                started += 1
                await report.show(title, fraction: Double(started) / Double(hosts.count))
            }
        }
        await report.finish(title)
    }
}
