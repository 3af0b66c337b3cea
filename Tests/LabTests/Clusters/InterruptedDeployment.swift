import Foundation
import HostCommand
import LabKit

/// Runs `mortar deploy`, and kills it and the engine when a given number of steps is done.
struct InterruptedDeployment: Sendable {
    private let cluster: TestCluster

    init(_ cluster: TestCluster) {
        self.cluster = cluster
    }

    /// Whether it was killed; false when the deployment came to its end before.
    func run(killingAfter steps: Int) async throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: try SharedLab.program("mortar"))
        process.arguments = try cluster.deployArguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let told = Pipe()
        process.standardError = told
        try process.run()
        var done = 0
        while case let text = told.fileHandleForReading.availableData, !text.isEmpty {
            done += String(decoding: text, as: UTF8.self).ranges(of: ": done").count
            if done > steps {
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                try await killEngine()
                return true
            }
        }
        process.waitUntilExit()
        return false
    }

    /// SIGKILL, as the kernel does when memory runs out; systemd starts it again.
    private func killEngine() async throws {
        _ = try await SharedLab.commands(on: "h1").run(
            Command("systemctl", ["kill", "--signal=KILL", "mortar-engine.service"]))
    }
}
