import Foundation
import HostCommand
import Testing

/// A virtual machine that runs the guest image on this machine, with a seed and a blank second disk.
final class RunningGuest {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "guest-\(UUID())").path()
    private var console: String { "\(folder)/console" }
    private var process = Process()
    private var monitor = Pipe()

    private static let seed = [
        "meta-data": "instance-id: 1\nlocal-hostname: web\n",
        "user-data": "#cloud-config\n{}\n",
        "network-config": "version: 2\nethernets:\n  eth0:\n    addresses: [10.77.0.5/16]\n",
    ]

    init(image: String) async throws {
        let files = FileManager.default
        try files.createDirectory(atPath: "\(folder)/seed", withIntermediateDirectories: true)
        try files.copyItem(atPath: image, toPath: "\(folder)/system")
        for (name, content) in Self.seed {
            try content.write(toFile: "\(folder)/seed/\(name)", atomically: true, encoding: .utf8)
        }
        let seed = [
            "-quiet", "-output", "\(folder)/seed.iso", "-volid", "cidata", "-joliet", "-rock", "\(folder)/seed",
        ]
        try await LocalCommands().output(of: Command("genisoimage", seed))
        try await LocalCommands().output(of: Command("truncate", ["--size=64M", "\(folder)/disk"]))
        try start()
    }

    /// Starts the machine with an empty console.
    func start() throws {
        if FileManager.default.fileExists(atPath: console) { try FileManager.default.removeItem(atPath: console) }
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/qemu-system-x86_64")
        process.arguments = [
            "-machine", "q35", "-accel", "tcg", "-m", "256", "-display", "none", "-no-reboot",
            "-serial", "file:\(console)", "-monitor", "stdio",
            "-drive", "file=\(folder)/system,if=virtio,format=raw",
            "-drive", "file=\(folder)/disk,if=virtio,format=raw,cache=none",
            "-device", "virtio-scsi", "-device", "scsi-cd,drive=seed",
            "-drive", "file=\(folder)/seed.iso,if=none,id=seed,format=raw,readonly=on",
            "-nic", "user,model=virtio-net-pci,restrict=on",
        ]
        monitor = Pipe()
        process.standardInput = monitor
        process.standardOutput = FileHandle.nullDevice
        try process.run()
    }

    /// Waits until the console shows a text.
    func waits(for text: String, limit: Duration) async throws {
        let deadline = ContinuousClock.now + limit
        while !shown().contains(text) {
            let seen = shown().suffix(2000)
            try #require(ContinuousClock.now < deadline, "“\(text)” is missing in: \(seen)")
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// The number at the end of the last line that starts with a text.
    func lastNumber(after text: String) -> Int? {
        let lines = shown().split(whereSeparator: \.isNewline).filter { $0.hasPrefix(text + " ") }
        return lines.last?.split(separator: " ").last.flatMap { Int($0) }
    }

    func pressPowerButton() throws {
        try monitor.fileHandleForWriting.write(contentsOf: Data("system_powerdown\n".utf8))
    }

    func losePower() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func end() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func shown() -> String {
        let content = FileManager.default.contents(atPath: console) ?? Data()
        return String(decoding: content, as: UTF8.self)
    }
}
