package import MortarModel

/// The zone of a host, as users write it: `h1=rack-a`.
package struct NamedZone: Sendable, Hashable {
    package var host: String
    package var zone: Zone

    init(host: String, zone: Zone) {
        self.host = host
        self.zone = zone
    }

    /// Throws a `Failure` that shows how it is written.
    package init(parsing text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else {
            throw Failure(.invalid, "“\(text)” is not the zone of a host.", correction: "Write it as h1=rack-a.")
        }
        host = String(parts[0])
        zone = try Zone(parsing: String(parts[1]))
    }
}

extension Preflight {
    /// Zones of hosts that nobody deploys.
    func zones(_ probes: [HostProbe]) -> [PreflightProblem] {
        request.zones.filter { named in !probes.contains { $0.answers(to: named.host) } }.map { named in
            .init(
                host: named.host, problem: "It is not one of the hosts to be deployed.",
                correction: "Give zones as HOST=ZONE with one of the hosts given.")
        }
    }
}
