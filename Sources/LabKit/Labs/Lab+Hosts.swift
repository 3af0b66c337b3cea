package import HostCommand
import MortarModel

extension Lab {
    /// The host's power, from facts.
    package func power(of name: String) throws -> LabStatus.Power {
        let record = try record()
        return try host(record.host(named: name), of: record).processes.leader() == nil ? .off : .on
    }

    /// Gives a host power and waits until it answers, or takes it away at once.
    package func setPower(of name: String, _ power: LabStatus.Power) async throws {
        try await exclusively {
            let record = try record()
            let host = try host(record.host(named: name), of: record)
            switch power {
            case .on: try await host.powerOn()
            case .off: try await host.powerOff()
            }
        }
    }

    /// Pulls a host's cable out of networks, or puts it back. It stays so when the power goes and comes.
    package func setNetworks(of name: String, _ networks: Set<LabNetwork>, cut: Bool) async throws {
        try await exclusively {
            var record = try record()
            var changed = try record.host(named: name)
            if cut { changed.cutNetworks.formUnion(networks) } else { changed.cutNetworks.subtract(networks) }
            record.update(changed)
            try folder.save(record)
            let host = host(changed, of: record)
            guard try host.processes.leader() != nil else { return }
            for network in networks { try await host.interfaces.set(host.link(network), up: !cut) }
        }
    }

    /// Adds one host, with as many blank disks as the others got, and returns its name.
    package func addHost() async throws -> String {
        try MachineChecks.requireTools(MachineChecks.labTools)
        return try await exclusively {
            var record = try record()
            guard record.hosts.count < LabWish.mostHosts else {
                throw Failure(.noCapacity, "Lab \(self.name) has \(record.hosts.count) hosts, the most there can be.")
            }
            record.addHost()
            try folder.save(record)
            try await build(record, only: Array(record.hosts.suffix(1)))
            return record.hosts.last!.name
        }
    }

    /// The way into a host that has power.
    package func entry(to name: String) throws -> HostEntry {
        let record = try record()
        return HostEntry(try host(record.host(named: name), of: record).runningLeader())
    }

    /// Runs a program in a host to its end.
    package func run(_ program: [String], on name: String, timeLimit: Duration = .seconds(60)) async throws
        -> CommandOutput
    {
        try await runner.run(entry(to: name).command(program, timeLimit: timeLimit))
    }

    /// How to log in to a host as root.
    package func destination(of name: String) throws -> SSHCommands.Destination {
        let record = try record()
        let host = try record.host(named: name)
        return SSHCommands.Destination(
            address: record.subnet.address(host: host.number, .management), keyFile: folder.privateKey,
            knownHostsFile: folder.knownHosts, controlFolder: folder.sshFolder)
    }
}
