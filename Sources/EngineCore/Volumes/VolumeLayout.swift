package import MortarModel

/// How the bricks of a volume share its data.
package struct VolumeLayout: Sendable, Hashable {
    /// Of everything, the arbiter's counted; 1 for none but the one.
    package var copies: Int
    package var hasArbiter: Bool

    package init(copies: Int, hasArbiter: Bool) {
        self.copies = copies
        self.hasArbiter = hasArbiter
    }

    /// From oVirt's words; throws `invalid` for what there is not or what does not fit together.
    ///
    /// - Parameters:
    ///   - type: oVirt's `GlusterVolumeType`.
    ///   - bricks: how many there are.
    package init(type: String, replicaCount: Int?, arbiterCount: Int?, bricks: Int) throws(Failure) {
        let copies = replicaCount ?? 1
        switch type.lowercased() {
        case "distribute":
            try Self.require(copies == 1, "A volume of type distribute has no copies.", "Leave replica_count out.")
        case "replicate":
            try Self.require(copies > 1, "A replicated volume needs replica_count.", "Give it, mostly 3.")
            try Self.require(
                bricks == copies, "A volume of type replicate has as many bricks as copies, not \(bricks).",
                "Give \(copies) bricks, or take the type distributed_replicate.")
        case "distributed_replicate":
            try Self.require(copies > 1, "A replicated volume needs replica_count.", "Give it, mostly 3.")
        default:
            throw Failure(
                .invalid, "A volume of type “\(type)” is not made.",
                cause: "Mortar's guard judges copies of whole files; it knows nothing of dispersed or striped ones.",
                correction: "Take distribute, replicate or distributed_replicate.")
        }
        self.init(copies: copies, hasArbiter: (arbiterCount ?? 0) > 0)
        try check(arbiterCount: arbiterCount ?? 0)
        try checkGroups(bricks)
    }

    private func check(arbiterCount: Int) throws(Failure) {
        try Self.require(
            arbiterCount == 0 || (arbiterCount == 1 && copies == 3),
            "An arbiter is the third of three bricks.", "Give replica_count 3 and arbiter_count 1, or no arbiter.")
    }

    /// Refuses a number of bricks that makes no whole groups.
    func checkGroups(_ bricks: Int) throws(Failure) {
        try Self.require(
            bricks > 0 && bricks.isMultiple(of: copies),
            "\(bricks) bricks are no whole groups of \(copies).", "Give a multiple of \(copies) bricks.")
    }

    /// Refuses groups with two bricks on one host: the host's loss would take both copies.
    ///
    /// - Parameter hosts: of the bricks in the volume's order.
    func checkHosts(_ hosts: [HostID]) throws(Failure) {
        for start in stride(from: 0, to: hosts.count, by: copies) {
            let group = hosts[start..<min(start + copies, hosts.count)]
            try Self.require(
                Set(group).count == group.count, "Two copies of the same data would be on one host.",
                "Order the bricks so that each \(copies) that follow each other are on distinct hosts.")
        }
    }

    private static func require(_ isFine: Bool, _ message: String, _ correction: String) throws(Failure) {
        if !isFine { throw Failure(.invalid, message, correction: correction) }
    }
}
