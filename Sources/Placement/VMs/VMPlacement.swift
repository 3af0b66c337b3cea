package import MortarModel

/// Chooses the host to start a VM on: of those that can take it, the one with the most memory left.
package struct VMPlacement: Sendable {
    /// A host as the choice sees it.
    package struct Candidate: Sendable, Hashable {
        package var id: HostID
        package var name: String
        package var status: HostStatus
        package var cpus: Int
        /// Available bytes less what VMs that are on their way to the host will take.
        package var memory: ByteCount

        package init(id: HostID, name: String, status: HostStatus, cpus: Int, memory: ByteCount) {
            self.id = id
            self.name = name
            self.status = status
            self.cpus = cpus
            self.memory = memory
        }
    }

    /// What the guest's memory does not include: QEMU itself and its caches, as measured with one disk over libgfapi.
    package static let overhead = ByteCount.mebibytes(128)

    package init() {}

    /// Throws `noCapacity` with every host's reason when none can take the VM.
    package func choose(cpus: Int, memory: ByteCount, from candidates: [Candidate]) throws(Failure) -> HostID {
        var refusals: [String] = []
        var fitting: [Candidate] = []
        for candidate in candidates.sorted(by: { $0.name < $1.name }) {
            if let refusal = refusal(candidate, cpus, memory) {
                refusals.append("\(candidate.name): \(refusal)")
            } else {
                fitting.append(candidate)
            }
        }
        guard let best = fitting.max(by: { ($0.memory, $1.name) < ($1.memory, $0.name) }) else {
            throw Failure(
                .noCapacity, "No host can run this VM.", cause: refusals.joined(separator: "; "),
                correction: "Stop VMs, give this one less memory, or bring a host up.")
        }
        return best.id
    }

    private func refusal(_ host: Candidate, _ cpus: Int, _ memory: ByteCount) -> String? {
        if host.status != .up { return "is \(host.status.rawValue)" }
        if host.cpus < cpus { return "has \(host.cpus) CPUs, \(cpus) are wanted" }
        let wanted = memory + Self.overhead
        return host.memory < wanted ? "has \(host.memory) of memory left, \(wanted) is wanted" : nil
    }
}
