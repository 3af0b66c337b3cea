import BlockDeviceKit
package import Foundation
import HostNetworkKit
import MortarModel

/// Finds everything that stands in the way of a deployment, on all hosts, from what was found on them.
package struct Preflight: Sendable {
    /// The agent's, the storage service's, and on the first host the API's port.
    package static let agentPort = 54400
    package static let glusterPort = 24007
    package static let apiPort = 443
    /// libvirt's for TLS, which VMs migrate by.
    package static let migrationPort = 16514
    /// Certificates and heals need clocks that agree.
    package static let mostSkew: TimeInterval = 5
    /// The agent, the storage service, and a small VM.
    package static let leastMemory: Int64 = 1 << 30
    /// Least versions, by package.
    package static let versions = ["glusterfs-server": 10, "libvirt-daemon-system": 9, "qemu-system-x86": 6]

    let request: DeployRequest

    package init(_ request: DeployRequest) {
        self.request = request
    }

    /// All problems of all hosts, in the hosts' order.
    package func problems(_ probes: [HostProbe]) -> [PreflightProblem] {
        let reached = probes.filter { $0.unreachable == nil }
        let own = probes.flatMap { probe in
            probe.unreachable.map { [unreachable(probe, $0)] }
                ?? problems(probe, isFirst: probe.address == probes[0].address)
        }
        return own + names(reached) + storageNetwork(reached) + membership(reached) + devices(probes, reached)
            + zones(probes)
    }

    /// The problems of one machine that is to become a host of a cluster there is.
    static func problems(of probe: HostProbe) -> [PreflightProblem] {
        let request = DeployRequest(
            hosts: [probe.address], storageNetwork: nil, devices: nil, wipe: [], storageDomain: "",
            redundancy: .oneCopy, password: "", packages: "")
        let preflight = Preflight(request)
        if let cause = probe.unreachable { return [preflight.unreachable(probe, cause)] }
        return preflight.problems(probe, isFirst: false)
    }

    private func unreachable(_ probe: HostProbe, _ cause: String) -> PreflightProblem {
        .init(
            host: probe.address, problem: "SSH does not get in: \(cause)",
            correction: "See that “ssh root@\(probe.address)” works with the key given.")
    }

    // MARK: One host

    private func problems(_ probe: HostProbe, isFirst: Bool) -> [PreflightProblem] {
        [
            root(probe), system(probe), clock(probe), memory(probe),
            port(Self.agentPort, probe, ours: probe.agentAuthority),
            port(Self.migrationPort, probe, ours: probe.agentAuthority),
            isFirst ? port(Self.apiPort, probe, ours: probe.engineAuthority) : nil,
        ].compactMap(\.self) + software(probe)
    }

    private func root(_ probe: HostProbe) -> PreflightProblem? {
        if probe.isRoot { return nil }
        return .init(
            host: probe.name, problem: "The user is not root there.", correction: "Log in with --ssh-user root.")
    }

    private func system(_ probe: HostProbe) -> PreflightProblem? {
        if probe.system == "debian", let version = Int(probe.systemVersion), version >= 12 { return nil }
        return .init(
            host: probe.name, problem: "It runs \(probe.system) \(probe.systemVersion).",
            correction: "Install Debian 12 or later.")
    }

    private func software(_ probe: HostProbe) -> [PreflightProblem] {
        Self.versions.sorted { $0.key < $1.key }.compactMap { name, least in
            guard let version = probe.packages[name] else {
                return .init(
                    host: probe.name, problem: "The package \(name) is neither installed nor to be had.",
                    correction: "Give the host a package source that has it, and run “apt-get update”.")
            }
            let major = version.drop { $0 != ":" }.isEmpty ? version : String(version.drop { $0 != ":" }.dropFirst())
            if let number = Int(major.prefix(while: \.isNumber)), number >= least { return nil }
            return .init(
                host: probe.name, problem: "The package \(name) is version \(version).",
                correction: "Upgrade it to \(least) or later.")
        }
    }

    private func clock(_ probe: HostProbe) -> PreflightProblem? {
        if abs(probe.clockSkew) <= Self.mostSkew { return nil }
        return .init(
            host: probe.name, problem: "Its clock is \(Int(probe.clockSkew.rounded())) s off.",
            correction: "Start a time service: “apt-get install chrony”.")
    }

    private func memory(_ probe: HostProbe) -> PreflightProblem? {
        if probe.availableMemory >= Self.leastMemory { return nil }
        return .init(
            host: probe.name, problem: "Only \(ByteCount(probe.availableMemory)) of memory is available.",
            correction: "Free at least \(ByteCount(Self.leastMemory)).")
    }

    /// - Parameter ours: set when an earlier attempt of ours has put something on the port.
    private func port(_ port: Int, _ probe: HostProbe, ours: String?) -> PreflightProblem? {
        guard ours == nil, probe.listeningPorts.contains(port) else { return nil }
        return .init(
            host: probe.name, problem: "Something listens on port \(port) already.",
            correction: "Stop it: “ss -ltnp sport = :\(port)” tells what it is.")
    }
}
