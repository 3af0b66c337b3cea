import Concurrency
package import Foundation
import HostNetworkKit
package import MortarClient
import MortarModel

/// Turns hosts into a cluster; asked again after it was interrupted anywhere, it goes on.
///
/// Nothing of it is remembered on this machine: every step looks at the hosts and the engine to see what is done.
package struct Deployment: Sendable {
    /// What a deployment has made, for those who go on with it.
    package struct Outcome: Sendable {
        package var address: ServerAddress
        /// What users call the first host.
        package var name: String
        /// The certificate of the cluster's authority, PEM.
        package var authority: String
        /// The token of a login as `admin@internal`.
        package var token: String
    }

    private let request: DeployRequest
    private let hosts: [DeployHost]
    private let progress: any DeployProgress
    private let now: @Sendable () -> Date

    package init(
        _ request: DeployRequest, hosts: [DeployHost], progress: any DeployProgress,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.request = request
        self.hosts = hosts
        self.progress = progress
        self.now = now
    }

    // MARK: Preflight

    /// Looks at all hosts at once, changing nothing.
    package func look() async throws -> [HostProbe] {
        let now = now
        var probes = try await concurrently(hosts) { await HostProbe.look(at: $0, now: now) }
        if let subnet = request.storageNetwork {
            let all = probes
            probes = try await concurrently(zip(probes, hosts).map { Pair(probe: $0, host: $1) }) { pair in
                var probe = pair.probe
                if probe.unreachable == nil { try await probe.lookForPeers(all, in: subnet, pair.host) }
                return probe
            }
        }
        return probes
    }

    /// Looks at all hosts and finds all problems.
    package func check() async throws -> (probes: [HostProbe], problems: [PreflightProblem]) {
        let probes = try await progress.step("Look at the hosts") { try await look() }
        for text in Preflight.leftovers(probes) { await progress.note(text) }
        return (probes, Preflight(request).problems(probes))
    }

    // MARK: Deploying

    /// Deploys hosts in which preflight has found no problem.
    package func run(_ probes: [HostProbe]) async throws -> Outcome {
        await tellEmulation(probes)
        try await progress.step("Install the packages") { try await install() }
        let engineAddress = probes[0].managementAddress(besides: request.storageNetwork)
        let names = [engineAddress, probes[0].hostname, request.hosts[0]]
        let authority = try await progress.step("Start the engine") {
            try await FoundEngine(names: Array(Set(names)).sorted(), password: request.password).run(on: hosts[0])
        }
        let address = try ServerAddress("https://\(engineAddress)")
        return try await goOn(probes, address, authority)
    }

    private func goOn(
        _ probes: [HostProbe], _ address: ServerAddress, _ authority: String
    ) async throws -> Outcome {
        try await MortarClient.connected(
            to: address, trust: .authority(authority), as: .password(user: "admin@internal", request.password)
        ) { client in
            let token = try await logIn(client)
            try await enrol(probes, client)
            try await MakeStorage(client: client, request: request).run(probes, progress)
            return Outcome(address: address, name: probes[0].hostname, authority: authority, token: token)
        }
    }

    private func install() async throws {
        let packages = InstallPackages(folder: request.packages)
        let first = hosts[0].address
        _ = try await concurrently(hosts) { host in
            try await packages.run(host.address == first ? ["mortar", "mortar-agent"] : ["mortar-agent"], on: host)
        }
    }

    /// The engine may need a moment to come up.
    private func logIn(_ client: MortarClient) async throws -> String {
        let end = ContinuousClock.now + .seconds(60)
        while true {
            do {
                return try await client.logIn()
            } catch let failure as Failure where failure.code == .engineUnreachable && ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    private func enrol(_ probes: [HostProbe], _ client: MortarClient) async throws {
        let enrolment = EnrolAgents(client: client, storageNetwork: request.storageNetwork, zones: request.zones)
        let pairs = zip(probes, hosts).map { Pair(probe: $0, host: $1) }
        let ids = try await progress.step("Enrol the agents") {
            try await concurrently(pairs) { pair in
                try await enrolment.enrol(pair.host, pair.probe)
            }
        }
        try await enrolment.waitUntilUp(ids, progress)
    }

    private func tellEmulation(_ probes: [HostProbe]) async {
        let without = probes.filter { !$0.hasKVM }.map(\.name)
        if !without.isEmpty {
            await progress.note("Without KVM, VMs are emulated and slow: \(without.joined(separator: ", ")).")
        }
    }

    private struct Pair: Sendable {
        var probe: HostProbe
        var host: DeployHost
    }
}

extension HostProbe {
    /// The address that other hosts and the engine use: as the user wrote it, where that is an address, else the first one outside the storage network.
    func managementAddress(besides storageNetwork: Subnet?) -> String {
        let all = interfaces.flatMap(\.addresses).map(\.address)
        if all.contains(address) { return address }
        return all.first { storageNetwork?.contains($0) != true } ?? address
    }
}
