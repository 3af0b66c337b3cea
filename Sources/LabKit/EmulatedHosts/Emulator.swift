import HostCommand
import MortarModel

/// The QEMU process of one emulated host, and the ways to it.
struct Emulator: Sendable {
    /// The process is found again by it, also when the program that started it was killed.
    let name: String
    /// For the sockets, the console's log and pinned keys. At most 45 bytes: paths of sockets are short (unix(7)).
    let folder: String
    let image: EmulatedHostImage
    /// The host's own layer over the image's disk (qcow2).
    let disk: String
    let runner: any CommandRunner
    let commands: SSHCommands
    let monitor: Monitor

    static let program = "qemu-system-x86_64"

    /// Saved memory fits the same hardware only. KVM is not asked for: it is not there on many machines that build. The plainest
    /// processor is emulated the fastest.
    static let hardware = [
        "-machine", "pc", "-accel", "tcg,thread=multi", "-cpu", "qemu64", "-smp", "2", "-m", "1024", "-nodefaults",
        "-no-user-config", "-display", "none", "-device", "virtio-blk-pci,drive=system", "-device", "virtio-rng-pci",
        "-device", "virtio-net-pci,netdev=net", "-device", "virtio-scsi-pci,id=scsi",
        "-append", "console=ttyS0 quiet net.ifnames=0 mitigations=off",
    ]
}

extension Emulator {
    init(name: String, folder: String, image: EmulatedHostImage, disk: String, runner: any CommandRunner) throws {
        let port = try Self.freePort()
        let destination = SSHCommands.Destination(
            address: "127.0.0.1", port: port, keyFile: image.key, knownHostsFile: "\(folder)/known_hosts",
            controlFolder: folder)
        self.init(
            name: name, folder: folder, image: image, disk: disk, runner: runner,
            commands: SSHCommands(destination, runner: runner), monitor: Monitor(socket: "\(folder)/monitor"))
    }

    /// Starts the process.
    ///
    /// - Parameter snapshot: the saved state that the host goes on from; nil to boot it.
    func start(from snapshot: String?) async throws {
        try await runner.output(of: Command(Self.program, arguments(snapshot)))
    }

    func arguments(_ snapshot: String?) -> [String] {
        // What the disk loses with the machine's power is of no use anyway.
        let drive = "file=\(disk),if=none,id=system,format=qcow2,cache=unsafe"
        // No way out, and one way in.
        let network = "user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:\(commands.destination.port)-:22"
        return ["-name", name, "-kernel", image.kernel, "-initrd", image.initialTree] + Self.hardware + [
            "-drive", drive, "-netdev", network, "-serial", "file:\(folder)/console",
            "-qmp", "unix:\(folder)/monitor,server=on,wait=off", "-daemonize",
        ] + (snapshot.map { ["-loadvm", $0] } ?? [])
    }

    /// Waits until the host takes commands and all of its units are started.
    func waitUntilUp(limit: Duration) async throws {
        try await wait(until: "The start of the host in \(folder)", limit: limit) {
            let command = Command("systemctl", ["is-system-running", "--wait"], timeLimit: .seconds(120))
            return try await commands.run(command).standardOutput == "running\n"
        }
    }

    /// Ends the process as a power loss does.
    func end() async throws { try await endProcesses(withArgument: name) }
}
