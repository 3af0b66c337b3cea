import Foundation
public import HostCommand

/// The block devices of one host.
///
/// Functions throw `CommandFailure` with the tool's own words, and `BlockDeviceError` for answers that cannot be read.
public struct BlockDevices: Sendable {
    let runner: any CommandRunner
    let readingLimit: Duration

    /// - Parameter readingLimit: how long a program may take that reads from disks, of which one may be dying, or asleep.
    public init(_ runner: any CommandRunner, readingLimit: Duration = .seconds(30)) {
        self.runner = runner
        self.readingLimit = readingLimit
    }

    /// All disks and partitions that have a node in this host's `/dev`, with what they serve as.
    public func survey(_ rules: DeviceRules) async throws -> [SurveyedDevice] {
        let all = try await list().flatMap(\.family).withoutRepetitions
        let nodes = try await nodes(of: all)
        let candidates = all.filter { BlockDevice.kinds.contains($0.kind) && nodes.names.contains($0.kernelName) }
        let family = candidates.flatMap(\.family).filter { nodes.names.contains($0.kernelName) }
        var marks = try await marks(on: family.map(\.kernelName))
        marks.multipaths = try await multipaths(among: all)
        let blank = candidates.filter { rules.use(of: $0, marks) == .blank }
        marks.unreadable.merge(try await unreadable(blank.map(\.kernelName))) { $1 }
        return candidates.map { device in
            SurveyedDevice(
                device: device, stablePath: nodes.stablePath(of: device.kernelName) ?? device.path,
                use: rules.use(of: device, marks))
        }
    }

    /// All block devices of the machine that have a size, whether or not this host has a node for them.
    public func list() async throws -> [BlockDevice] {
        let command = Command(
            "lsblk", ["--json", "--bytes", "--tree", "--output", BlockDevice.columns.joined(separator: ",")],
            timeLimit: Self.listingLimit)
        return try decode(Listing.self, from: try await runner.output(of: command), of: command).blockdevices
    }

    /// What is found on devices of these kernel names. One that cannot be read is told as such and does not hide the others.
    public func marks(on names: [String]) async throws -> DeviceMarks {
        var marks = DeviceMarks()
        do {
            marks.signatures = try await signatures(on: Set(names).sorted())
        } catch is CommandFailure {
            marks = try await marksOneByOne(on: Set(names))
        }
        do {
            marks.volumeGroups = try await volumeGroups(ofMembersIn: marks.signatures)
        } catch let failure as CommandFailure {
            for name in marks.membersOfLVM { marks.unreadable[name] = "\(failure)" }
        }
        return marks
    }

    private func marksOneByOne(on names: Set<String>) async throws -> DeviceMarks {
        let answers = try await sideBySide(names.sorted()) { name -> Result<[String: [Signature]], CommandFailure> in
            do {
                return .success(try await signatures(on: [name]))
            } catch let failure as CommandFailure {
                return .failure(failure)
            }
        }
        return answers.reduce(into: DeviceMarks()) { marks, answer in
            switch answer.value {
            case .success(let signatures): marks.signatures.merge(signatures) { $1 }
            case .failure(let failure): marks.unreadable[answer.key] = failure.words
            }
        }
    }

    /// Both tools complain of what is missing, a device's node or the folder of links, and tell the rest all the same.
    private func nodes(of devices: [BlockDevice]) async throws -> DeviceNodes {
        let names = Set(devices.map(\.kernelName)).sorted()
        let nodes = try await runner.run(
            Command("stat", DeviceNodes.nodeArguments(names), timeLimit: Self.listingLimit))
        let links = try await runner.run(Command("find", DeviceNodes.linkArguments, timeLimit: Self.listingLimit))
        return DeviceNodes(nodes: nodes.standardOutput, links: links.standardOutput)
    }

    private func signatures(on names: [String]) async throws -> [String: [Signature]] {
        if names.isEmpty { return [:] }
        let command = Command(
            "wipefs", ["--json"] + names.map { "/dev/\($0)" }, timeLimit: readingLimit)
        let output = try await runner.output(of: command)
        if output.allSatisfy(\.isWhitespace) { return [:] }
        let found = try decode(Findings.self, from: output, of: command).signatures
        return Dictionary(grouping: found, by: \.device)
    }

    /// For programs that ask the kernel, or LVM, which may wait for a lock.
    static let listingLimit = Duration.seconds(5)

    private func volumeGroups(ofMembersIn signatures: [String: [Signature]]) async throws -> [String: String] {
        guard signatures.values.joined().contains(where: \.isMemberOfLVM) else { return [:] }
        let columns = ["-o", "pv_name,vg_name", "--reportformat", "json"]
        let command = Command("pvs", columns, timeLimit: Self.listingLimit)
        let report = try decode(Report.self, from: try await runner.output(of: command), of: command)
        let rows = report.report.flatMap(\.pv).filter { !$0.group.isEmpty }
        return Dictionary(rows.map { (String($0.name.dropFirst("/dev/".count)), $0.group) }) { $1 }
    }

    private func decode<Value: Decodable>(_: Value.Type, from text: String, of command: Command) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw BlockDeviceError("\(command.program) answered what cannot be read: \(error)")
        }
    }
}

private struct Listing: Decodable {
    var blockdevices: [BlockDevice]
}

private struct Findings: Decodable {
    var signatures: [Signature]
}

private struct Report: Decodable {
    struct Section: Decodable {
        var pv: [PhysicalVolume]
    }
    struct PhysicalVolume: Decodable {
        var name: String
        var group: String

        enum CodingKeys: String, CodingKey {
            case name = "pv_name"
            case group = "vg_name"
        }
    }
    var report: [Section]
}
