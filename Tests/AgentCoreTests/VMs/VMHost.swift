import AgentAPI
import Foundation
import HostCommand
import Logging
import MortarModel
import Synchronization

@testable import AgentCore

/// A host with one volume, one image, and libvirt and processes that a test plays.
struct VMHost {
    let volume: VolumeFolder
    let proc: FakeProcesses
    let hypervisor: FakeHypervisor
    let discs = DiscMaker()
    let machines: VirtualMachines
    let id = VMID()
    let uuid: UUID
    let consoleFolder: String

    /// - Parameter ending: what ending a domain takes.
    init(
        stubborn: Bool = false, patience: Duration = .milliseconds(200),
        ending: @escaping @Sendable (FakeProcesses) async throws -> Void = { _ in }
    ) throws {
        let volume = try VolumeFolder()
        let proc = try FakeProcesses()
        let owner = volume.owner
        self.volume = volume
        self.proc = proc
        uuid = UUID(uuidString: id.rawValue)!
        hypervisor = FakeHypervisor { try await ending(proc) }
        consoleFolder = volume.mounts + "/consoles"
        machines = VirtualMachines(
            hypervisor: hypervisor, images: volume.images(discs), commands: discs,
            settings: VMSettings(
                hasKVM: { false }, consoleFolder: consoleFolder, grace: .milliseconds(50), patience: patience),
            processes: proc.processes(stubborn: stubborn), owner: { owner }, logger: Logger(label: "test"))
        try FileManager.default.createDirectory(atPath: volume.path("images"), withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: volume.path()))
    }

    func request(
        _ access: DiskAccess = .libgfapi, cloudInit: CloudInit? = nil, path: String = "images/a.raw"
    ) -> VMRequest {
        let disk = VMRequest.Disk(
            id: DiskID(), image: volume.reference(path), access: access, servers: ["10.0.1.11", "10.0.1.12"])
        return VMRequest(id: id, name: "web", cpus: 2, memory: .mebibytes(256), disks: [disk], cloudInit: cloudInit)
    }
}

/// Plays `genisoimage`: the disc holds the names and contents of its documents.
final class DiscMaker: CommandRunner {
    private let run = Mutex<[Command]>([])
    var commands: [Command] { run.withLock { $0 } }

    func run(_ command: Command) async throws -> CommandOutput {
        run.withLock { $0.append(command) }
        guard command.program == "genisoimage", command.arguments[1] == "-output" else {
            throw CommandFailure(command, .notFound)
        }
        let documents = command.arguments.suffix { $0.hasPrefix("/") }
        let content = try documents.map { path in
            URL(filePath: path).lastPathComponent + ":" + (try String(contentsOfFile: path, encoding: .utf8))
        }
        try Data(content.joined(separator: "\n").utf8).write(to: URL(filePath: command.arguments[2]))
        return CommandOutput(status: 0)
    }
}

extension Array {
    /// The longest end of which all elements satisfy the condition.
    fileprivate func suffix(_ condition: (Element) -> Bool) -> [Element] {
        Array(reversed().prefix(while: condition).reversed())
    }
}
