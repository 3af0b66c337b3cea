public import Foundation
public import HostCommand

/// The network of one host as its kernel tells it.
public struct HostNetwork: Sendable {
    let runner: any CommandRunner

    public init(_ runner: any CommandRunner) {
        self.runner = runner
    }

    /// All interfaces with their addresses and counters.
    public func interfaces() async throws -> [NetworkInterface] {
        let text = try await runner.output(
            of: Command("ip", ["-json", "-statistics", "address"], timeLimit: .seconds(5)))
        return try NetworkInterface.list(fromJSON: text)
    }

    /// TCP ports that something listens on, IPv4 and IPv6.
    public func listeningPorts() async throws -> Set<Int> {
        let version4 = try await runner.output(of: Command("cat", ["/proc/net/tcp"]))
        // A kernel without IPv6 (ipv6.disable=1) has no second table.
        let version6 = try await HostFiles(runner).read("/proc/net/tcp6") ?? ""
        return ListeningPorts.ports(inTable: version4).union(ListeningPorts.ports(inTable: version6))
    }

    /// Whether packets of this size reach an address in one piece, sent from one of the host's own addresses.
    ///
    /// - Parameter mtu: bytes with the IP and ICMP headers, which take 28.
    public func reaches(_ address: String, from source: String, mtu: Int) async throws -> Bool {
        let ping = Command(
            "ping", ["-c", "1", "-W", "2", "-M", "do", "-s", "\(mtu - 28)", "-I", source, address],
            timeLimit: .seconds(5))
        return try await runner.run(ping).status == 0
    }

    /// The addresses that the host resolves a name to; empty where it knows none.
    public func addresses(of name: String) async throws -> [String] {
        let output = try await runner.run(Command("getent", ["ahosts", name], timeLimit: .seconds(10)))
        let addresses = output.standardOutput.split(separator: "\n").compactMap { line in
            line.split(separator: " ").first.map(String.init)
        }
        return Array(Set(addresses)).sorted()
    }

    /// The host's clock, in seconds since 1970.
    public func clock() async throws -> TimeInterval {
        let command = Command("date", ["+%s.%N"])
        let text = try await runner.output(of: command).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let seconds = TimeInterval(text) else { throw CommandFailure(command, .exit(0), tail: text) }
        return seconds
    }
}
