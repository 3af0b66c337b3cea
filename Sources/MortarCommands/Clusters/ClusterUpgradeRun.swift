import MortarClient
import MortarModel
import OVirtAPI

/// The upgrade of several hosts, one after the other, until the first doubt.
struct ClusterUpgradeRun {
    let cluster: ClusterRepresentation
    /// In the order of their turns.
    let hosts: [HostRepresentation]
    let mayReboot: Bool

    /// An agent or an engine that has just been upgraded may not have been heard of yet.
    private static let patience = Duration.seconds(30)

    /// Upgrades them and returns them as they are then.
    func run(_ client: MortarClient, _ display: ProgressDisplay) async throws -> [HostRepresentation] {
        var upgraded: [HostRepresentation] = []
        for host in hosts {
            do {
                try await refuseAbsence(besides: host, client)
                upgraded.append(try await client.upgrade(host, mayReboot: mayReboot, display))
            } catch let job as JobFailure {
                throw JobFailure(failure: stopped(job.failure, upgraded))
            } catch let failure as Failure {
                // What was refused is no refusal of the whole when hosts before were upgraded.
                if upgraded.isEmpty { throw stopped(failure, upgraded) }
                throw JobFailure(failure: stopped(failure, upgraded))
            }
        }
        try await refuseAbsence(besides: nil, client)
        return upgraded
    }

    /// All the others have to be up: of the hosts that come next, none may be missed.
    private func refuseAbsence(besides host: HostRepresentation?, _ client: MortarClient) async throws {
        let end = ContinuousClock.now + Self.patience
        while true {
            let others = try await client.hosts(of: cluster).filter { $0.id != host?.id }
            guard let absent = others.first(where: { $0.status != "up" }) else { return }
            if ContinuousClock.now >= end { throw Self.absence(of: absent) }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private static func absence(of host: HostRepresentation) -> Failure {
        let name = host.name ?? ""
        return Failure(
            .conflict, "Host \(name) is \(host.status ?? "unknown").", cause: host.statusDetail,
            correction: "See what is wrong with it.", objects: ["host \(name)"])
    }

    /// A failure that says what is left, and how to go on.
    private func stopped(_ failure: Failure, _ upgraded: [HostRepresentation]) -> Failure {
        let rest = hosts.dropFirst(upgraded.count).compactMap(\.name).joined(separator: ", ")
        let advice = rest.isEmpty ? "" : " The same command goes on then, with \(rest)."
        var failure = failure
        failure.correction = (failure.correction ?? "See what is wrong.") + advice
        return failure
    }
}
