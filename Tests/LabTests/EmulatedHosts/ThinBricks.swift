import AgentAPI
import BlockDeviceKit
import Foundation
import HostCommand
import LabKit
import MortarModel
import Testing

@testable import AgentCore

/// Bricks on a host with device mapper, made by the agent's own code and read back with the tools' words.
struct ThinBricks {
    let commands: any CommandRunner
    let bricks: Bricks
    private let devices: HostDevices

    init(on host: EmulatedHost) {
        commands = host.commands
        devices = HostDevices(commands)
        bricks = Bricks(commands, devices: devices)
    }

    static func newID() -> BrickID { BrickID(rawValue: UUID().uuidString.lowercased()) }

    func use(of device: String) async throws -> BlockDeviceKit.DeviceUse? {
        try await devices.survey().first { $0.answers(to: device) }?.use
    }

    /// The kernel's mapped devices, as `dmsetup` tells of them.
    func mapped() async throws -> String { try await commands.output(of: Command("dmsetup", ["ls"])) }

    /// Does the first steps of making a brick.
    func begin(_ id: BrickID, on device: String, withPool: Bool) async throws {
        let group = BrickLayout.volumeGroup(id)
        try await commands.output(of: Command("vgcreate", ["--dataalignment", "256K", group, device]))
        let pool = ["--type", "thin-pool", "--name", "pool", "--extents", "100%FREE", "--zero", "n", group]
        if withPool { try await commands.output(of: Command("lvcreate", pool)) }
    }

    /// What is below a brick's file system, in bytes.
    struct Layers: Equatable {
        var dataStart: Int64
        var chunk: Int64
        var zeroes: Bool
    }

    func layers(of id: BrickID) async throws -> Layers {
        let group = BrickLayout.volumeGroup(id)
        let units = ["--noheadings", "--units", "b", "--nosuffix"]
        let start = try await words("pvs", units + ["-o", "pe_start", "--select", "vg_name=\(group)"])
        let pool = try await words("lvs", units + ["-o", "chunk_size,zero", "\(group)/pool"])
        // The field “zero” is empty where nothing is zeroed.
        return Layers(
            dataStart: try #require(Int64(start.first ?? "")), chunk: try #require(Int64(pool.first ?? "")),
            zeroes: pool.count > 1)
    }

    /// What `xfs_info` says of a brick, as `inode 512, names 8192, stripe 64 x 640 blocks`.
    func fileSystem(of id: BrickID) async throws -> String {
        let info = try await commands.output(of: Command("xfs_info", [BrickLayout.mountPoint(id)]))
        let data = try #/isize=(\d+)[^$]*?\ndata.*\n.*sunit=(\d+)\s+swidth=(\d+) blks\nnaming.*bsize=(\d+)/#
            .firstMatch(in: info)
        guard let data else { return info }
        return "inode \(data.1), names \(data.4), stripe \(data.2) x \(data.3) blocks"
    }

    private func words(_ program: String, _ arguments: [String]) async throws -> [String] {
        let output = try await commands.output(of: Command(program, arguments))
        return output.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
