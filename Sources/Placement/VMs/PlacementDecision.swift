package import MortarModel

/// Where a VM goes, and why: what every rule says of every host.
package struct PlacementDecision: Sendable, Hashable {
    /// What one filter says of a host.
    package struct Check: Sendable, Hashable {
        package var unit: FilterUnit
        package var isPassed: Bool
        /// With a verb whose subject is the host.
        package var reason: String
    }

    /// What one scorer says of a host.
    package struct Score: Sendable, Hashable {
        package var unit: WeightUnit
        /// From 0 to 1.
        package var score: Double
        package var factor: Int
        /// With a verb whose subject is the host.
        package var reason: String

        /// What it adds to the host's total.
        package var points: Double { score * Double(factor) }
    }

    /// What all rules say of a host.
    package struct Verdict: Sendable, Hashable {
        package var host: HostID
        package var name: String
        package var checks: [Check]
        package var scores: [Score]

        /// Why it cannot take the VM; empty if it can.
        package var refusals: [Check] { checks.filter { !$0.isPassed } }
        package var total: Double { scores.reduce(0) { $0 + $1.points } }
    }

    package var vm: VMID
    package var name: String
    package var policy: String
    /// Every host once, by name.
    package var hosts: [Verdict]
    /// Nil when no host can take the VM.
    package var choice: HostID?

    /// With every host's first reason.
    package var failure: Failure {
        let reasons = hosts.compactMap { host in host.refusals.first.map { "\(host.name): \($0.reason)" } }
        return Failure(
            .noCapacity, "No host can run VM \(name).",
            cause: reasons.isEmpty ? "The cluster has no hosts." : reasons.joined(separator: "; "),
            correction: "Stop VMs, give this one less memory, or bring a host up; “mortar vm why \(name)” tells more.",
            objects: ["VM \(name)"])
    }
}
