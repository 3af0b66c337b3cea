import HostCommand
import MortarModel

extension LabHost {
    /// Connects a host that has just been started to the lab's bridges, as its record wants it.
    func connect(_ leader: Int32) async throws {
        let names = InterfaceNames(record.name)
        for network in LabNetwork.allCases {
            let link = link(network)
            try await wait(until: "The interface \(link)", limit: .seconds(10)) {
                try await interfaces.list().contains { $0.name == link }
            }
            try await limitRate(network, leader)
            try await interfaces.connect(link, to: names.bridge(network))
            try await interfaces.set(link, up: !host.cutNetworks.contains(network))
        }
    }

    /// Throttles both ends of a link.
    private func limitRate(_ network: LabNetwork, _ leader: Int32) async throws {
        let rate = record.rate(network)
        let outer = Throttle(interface: link(network), rate: rate)
        let inner = Throttle(interface: network.hostInterface, rate: rate, namespaceOf: leader)
        for throttle in [outer, inner] {
            let output = try await runner.run(throttle.command)
            guard throttle.accepts(output) else {
                throw CommandFailure(throttle.command, .exit(output.status), tail: output.standardError)
            }
        }
    }
}
