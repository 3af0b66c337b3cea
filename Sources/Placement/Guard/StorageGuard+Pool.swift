import MortarModel

extension StorageGuard {
    /// Why the pool cannot do without a host: below server quorum glusterd ends the bricks of every volume that is
    /// subject to it.
    func poolRefusals(without host: HostID, _ action: GuardedAction) -> [GuardVerdict.Refusal] {
        guard let own = facts.peers[host] else {
            return [.init("\(facts.name(of: host)) is not a member of the trusted pool.", remedy: "Name a member.")]
        }
        guard let isConnected = own?.value(at: now) else { return [unknownPeer(host)] }
        if !isConnected { return [] }
        let others = facts.peers.filter { $0.key != host }
        let unknown = others.filter { $0.value?.value(at: now) == nil }.keys.sorted()
        if let peer = unknown.first { return [unknownPeer(peer)] }
        guard isServerQuorumAsked else { return [] }
        let connected = others.count { $0.value?.value(at: now) == true }
        let members = if case .removeHost = action { others.count } else { others.count + 1 }
        if members == 0 || ServerQuorum(ratio: facts.serverQuorumRatio).isMet(connected: connected, of: members) {
            return []
        }
        return [
            .init(
                "Without \(facts.name(of: host)) only \(connected) of \(members) members of the trusted pool are connected:"
                    + " GlusterFS would stop all bricks.",
                remedy: "Bring the other hosts back first.")
        ]
    }

    /// A volume whose options are not known may be subject to it.
    private var isServerQuorumAsked: Bool {
        facts.sets.contains { $0.options?.value(at: now).map(ServerQuorum.governs) ?? true }
    }

    private func unknownPeer(_ host: HostID) -> GuardVerdict.Refusal {
        .init(
            "Whether the trusted pool is connected with \(facts.name(of: host)) is not known.",
            remedy: "Ask again when the hosts of the pool and GlusterFS on them answer.")
    }
}
