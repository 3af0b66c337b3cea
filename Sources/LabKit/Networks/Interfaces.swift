import HostCommand

/// The network interfaces of the machine.
struct Interfaces: Sendable {
    let runner: any CommandRunner

    func list() async throws -> [MachineInterface] {
        try MachineInterface.list(from: try await ip(["-j", "address", "show"]))
    }

    func routes() async throws -> [MachineRoute] {
        try MachineRoute.list(from: try await ip(["-j", "-4", "route", "show"]))
    }

    /// Makes a bridge with an address, or completes one that is there.
    func makeBridge(_ name: String, address: String) async throws {
        if try await !list().contains(where: { $0.name == name }) {
            try await ip(["link", "add", "name", name, "type", "bridge", "stp_state", "0", "forward_delay", "0"])
        }
        try await ip(["address", "replace", "\(address)/24", "dev", name])
        try await ip(["link", "set", name, "up"])
    }

    func connect(_ name: String, to bridge: String) async throws {
        try await ip(["link", "set", name, "master", bridge])
    }

    func set(_ name: String, up: Bool) async throws {
        try await ip(["link", "set", name, up ? "up" : "down"])
    }

    func remove(_ name: String) async throws {
        try await ip(["link", "delete", name])
    }

    @discardableResult
    private func ip(_ arguments: [String]) async throws -> String {
        try await runner.output(of: Command("ip", arguments))
    }
}
