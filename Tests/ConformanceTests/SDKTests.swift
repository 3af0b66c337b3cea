import Foundation
import HostCommand
import MortarClient
import MortarModel
import OVirtAPI
import Testing

/// oVirt's own Python SDK against the engine's API, over simulated hosts.
@Suite struct SDKTests {
    /// Made by `make deps`.
    static let python = NSHomeDirectory() + "/.cache/mortar/venv/bin/python"

    static var hasSDK: Bool { FileManager.default.isExecutableFile(atPath: python) }

    @Test(.enabled(if: hasSDK, "oVirt's SDK is not installed: run “make deps”"))
    func theLifeOfAVMThroughTheSDK() async throws { try await run("ovirt_sdk.py") }

    @Test(.enabled(if: hasSDK, "oVirt's SDK is not installed: run “make deps”"))
    func theLifeOfAVolumeThroughTheSDK() async throws { try await run("gluster_sdk.py") }

    /// Runs a script beside this file against a simulation of its own.
    private func run(_ name: String) async throws {
        try await Simulation.running { simulation in
            try await simulation.makeStorage()
            let folder = URL(filePath: #filePath).deletingLastPathComponent()
            let script = folder.appending(path: name).path(percentEncoded: false)
            let output = try await LocalCommands().run(
                Command(
                    Self.python, ["-B", script, simulation.url, simulation.authorityFile, simulation.passwordFile],
                    timeLimit: .seconds(120)))
            #expect(output.status == 0, "\(output.standardOutput)\n\(output.standardError)")
            #expect(output.standardOutput.hasSuffix("all done\n"))
        }
    }
}
