import Concurrency
import HostCommand
import MortarModel

/// Takes a deployment apart, over SSH alone: the engine need not run, nor ever have run.
package struct Destruction: Sendable {
    private let hosts: [DeployHost]
    private let progress: any DeployProgress

    package init(_ hosts: [DeployHost], progress: any DeployProgress) {
        self.hosts = hosts
        self.progress = progress
    }

    /// Asked again after an interruption, it goes on with what is left.
    package func run() async throws {
        let hosts = hosts
        let agents = try await progress.step("Look at the hosts") {
            try await concurrently(hosts) { ($0, try await $0.has("mortar-agent")) }
        }
        let present = agents.filter(\.1).map(\.0)
        try await stage("End the engine", on: hosts) { try await $0.stop("mortar-engine.service") }
        try await stage("End the agents", on: present) { try await $0.stop("mortar-agent.service") }
        try await leave("Stop VMs", "vms", present)
        try await leave("Unmount volumes", "mounts", present)
        try await leave("Delete volumes", "volumes", Array(present.prefix(1)))
        try await leave("Blank the devices", "bricks", present)
        try await leave("Dissolve the trusted pool", "peers", Array(present.prefix(1)))
        try await leave("Forget names", "names", present)
        try await stage("Remove the packages", on: hosts) { try await $0.purge() }
    }

    private func leave(_ title: String, _ part: String, _ hosts: [DeployHost]) async throws {
        try await stage(title, on: hosts) { host in
            let command = Command("mortar-agent", ["leave", part, "--yes-really"], timeLimit: .seconds(300))
            try await host.runner.output(of: command)
        }
    }

    private func stage(
        _ title: String, on hosts: [DeployHost], _ body: @escaping @Sendable (DeployHost) async throws -> Void
    ) async throws {
        _ = try await progress.step(title) { try await concurrently(hosts, body) }
    }
}

extension DeployHost {
    func has(_ package: String) async throws -> Bool {
        let query = Command("dpkg-query", ["--show", "--showformat=${db:Status-Abbrev}", package])
        let output = try await runner.run(query)
        if output.status == 255 {
            throw Failure(
                .hostUnreachable, "SSH does not get in to \(address).", cause: output.standardError,
                correction: "See that the host is on and the key is right.", objects: ["host \(address)"])
        }
        return output.status == 0 && output.standardOutput.hasPrefix("ii")
    }

    /// A unit that does not exist is as good as stopped.
    fileprivate func stop(_ unit: String) async throws {
        let loaded = try await runner.output(
            of: Command("systemctl", ["show", "--property=LoadState", "--value", unit]))
        guard loaded.hasPrefix("loaded") else { return }
        try await runner.output(of: Command("systemctl", ["disable", "--now", unit], timeLimit: .seconds(90)))
    }

    fileprivate func purge() async throws {
        var installed: [String] = []
        for name in ["mortar", "mortar-agent"] where try await has(name) { installed.append(name) }
        if !installed.isEmpty {
            try await runner.output(
                of: Command(
                    "env", ["DEBIAN_FRONTEND=noninteractive", "apt-get", "purge", "--yes"] + installed,
                    timeLimit: .seconds(300)))
        }
        for folder in ["/etc/mortar", "/var/lib/mortar"] {
            try await runner.output(of: Command("rm", ["--recursive", "--force", "--one-file-system", "--", folder]))
        }
    }
}
