import Foundation
package import HostCommand
import MortarModel

/// A host of its own kernel: a Debian system in QEMU, for what the machine's kernel does not let a lab's host do.
///
/// It has device mapper, udev, a real boot and NVMe disks with SMART data, and no network.
package struct EmulatedHost: Sendable {
    let emulator: Emulator
    private let runner: any CommandRunner

    /// Runs programs on the host over ssh, as a deployment does.
    package var commands: any CommandRunner { emulator.commands }
    /// What the host's console has shown.
    package var consoleFile: String { "\(emulator.folder)/console" }

    /// Starts a host that has just booted, and takes it away when the caller is done with it.
    ///
    /// - Parameter name: what is left of an earlier host of the same name is ended and removed first.
    package static func with<Value>(
        _ image: EmulatedHostImage, name: String, places: LabPlaces = LabPlaces(),
        runner: any CommandRunner = LocalCommands(), _ body: (EmulatedHost) async throws -> Value
    ) async throws -> Value {
        let folder = "\(places.emulatedHosts)/\(name)"
        try await remove(folder)
        try makeFolder(folder, mode: 0o700)
        let disk = "\(folder)/system.qcow2"
        let emulator = try Emulator(name: folder, folder: folder, image: image, disk: disk, runner: runner)
        let host = EmulatedHost(emulator: emulator, runner: runner)
        let outcome: Result<Value, any Error>
        do {
            try await host.start()
            outcome = .success(try await body(host))
        } catch {
            outcome = .failure(error)
        }
        try await emulator.commands.disconnect()
        try await remove(folder)
        return try outcome.get()
    }

    private static func remove(_ folder: String) async throws {
        try await endProcesses(withArgument: folder)
        if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
    }

    /// The disk is copied with the memory in it; what it lies over is the image's.
    private func start() async throws {
        let image = emulator.image
        try FileManager.default.copyItem(atPath: image.booted, toPath: emulator.disk)
        try await runner.output(
            of: Command("qemu-img", ["rebase", "-u", "-f", "qcow2", "-b", image.system, "-F", "raw", emulator.disk]))
        try await emulator.start(from: EmulatedHostBuild.snapshot)
        try await emulator.waitUntilUp(limit: .seconds(60))
        // Its clock stood still in the cache.
        let now = Int(Date().timeIntervalSince1970)
        try await commands.output(of: Command("date", ["--set=@\(now)"]))
    }

    /// Takes the host's power away and gives it back; returns when it has booted.
    package func losePower() async throws {
        let bootID = Command("cat", ["/proc/sys/kernel/random/boot_id"])
        let before = try await commands.output(of: bootID)
        try await emulator.commands.disconnect()
        try emulator.monitor.run("system_reset")
        try await wait(until: "The boot of the host in \(emulator.folder)", limit: .seconds(240)) {
            let now = try await commands.run(bootID)
            return now.status == 0 && now.standardOutput != before
        }
        try await emulator.waitUntilUp(limit: .seconds(240))
    }
}
