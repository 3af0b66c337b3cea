import BlockDeviceKit
import Foundation
import GlusterKit
import HostCommand
import HostNetworkKit
import MortarModel

extension HostProbe {
    /// Looks at a host, reading only.
    static func look(at host: DeployHost, now: () -> Date) async -> HostProbe {
        var probe = HostProbe(address: host.address)
        do {
            try await probe.look(host, now: now)
        } catch {
            return HostProbe(address: host.address, unreachable: "\(error)")
        }
        return probe
    }

    private mutating func look(_ host: DeployHost, now: () -> Date) async throws {
        let network = HostNetwork(host.runner)
        let before = now()
        clockSkew = try await network.clock() - (before.timeIntervalSince1970 + now().timeIntervalSince(before) / 2)
        isRoot = try await host.line(Command("id", ["-u"])) == "0"
        hostname = try await host.line(Command("hostname"))
        try await lookAtSystem(host)
        interfaces = try await network.interfaces().filter { !$0.isLoopback }
        listeningPorts = try await network.listeningPorts()
        devices = try await BlockDevices(host.runner).survey(.mortar)
        agentAuthority = try await host.files.read(DeployPath.agentCertificates).map(Self.lastCertificate)
        engineAuthority = try await host.files.read(DeployPath.engineAuthority).map(Self.lastCertificate)
        if listeningPorts.contains(Preflight.glusterPort) {
            poolPeers = try await Gluster(host.runner).peers().filter(\.isMember).flatMap(\.names)
        }
    }

    private mutating func lookAtSystem(_ host: DeployHost) async throws {
        let release = try await host.files.read("/etc/os-release") ?? ""
        system = Self.value("ID", in: release, separator: "=")
        systemVersion = Self.value("VERSION_ID", in: release, separator: "=")
        let memory = try await host.files.read("/proc/meminfo") ?? ""
        availableMemory =
            (Int64(Self.value("MemAvailable", in: memory, separator: ":").prefix(while: \.isNumber)) ?? 0) << 10
        hasKVM = try await host.files.exists("/dev/kvm")
        for name in Preflight.versions.keys { packages[name] = try await Self.version(of: name, host) }
    }

    /// The installed version, or else the one that could be installed.
    private static func version(of name: String, _ host: DeployHost) async throws -> String? {
        let installed = try await host.runner.run(Command("dpkg-query", ["--show", "--showformat=${Version}", name]))
        if installed.status == 0, !installed.standardOutput.isEmpty { return installed.standardOutput }
        let policy = try await host.runner.output(of: Command("apt-cache", ["policy", name]))
        let candidate = value("Candidate", in: policy, separator: ":")
        return candidate.isEmpty || candidate == "(none)" ? nil : candidate
    }

    /// The last certificate of a file in PEM.
    static func lastCertificate(_ pem: String) -> String {
        let begin = "-----BEGIN CERTIFICATE-----"
        guard let last = pem.ranges(of: begin).last else { return pem }
        return pem[last.lowerBound...].trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The value of `KEY=value` or `KEY: value` in a text of lines, without quotes.
    static func value(_ key: String, in text: String, separator: Character) -> String {
        for line in text.split(separator: "\n") {
            let trimmed = line.drop(while: \.isWhitespace)
            guard let place = trimmed.firstIndex(of: separator), trimmed[..<place] == key else { continue }
            return trimmed[trimmed.index(after: place)...].trimmingCharacters(in: .whitespaces.union(["\""]))
        }
        return ""
    }

    /// Finds the others' storage addresses that a packet of full size does not reach from here.
    mutating func lookForPeers(_ others: [HostProbe], in subnet: Subnet, _ host: DeployHost) async throws {
        guard let own = storage(in: subnet) else { return }
        for other in others.compactMap({ $0.storage(in: subnet)?.address }) where other != own.address {
            let reaches = try await HostNetwork(host.runner).reaches(other, from: own.address, mtu: own.interface.mtu)
            if !reaches { unreachablePeers.append(other) }
        }
    }
}

extension DeployHost {
    /// The first line of what a program prints.
    func line(_ command: Command) async throws -> String {
        try await runner.output(of: command).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension DeviceRules {
    /// How file systems and volume groups of Mortar are known.
    static let mortar = DeviceRules(
        label: BrickMarks.label, volumeGroupPrefix: BrickMarks.volumeGroupPrefix)
}

/// Where Mortar keeps what a deployment has to find again.
enum DeployPath {
    /// The agent's certificate, and behind it the authority's.
    static let agentCertificates = "/etc/mortar/agent/certificate.pem"
    static let engineAuthority = "/etc/mortar/pki/ca.pem"
}
