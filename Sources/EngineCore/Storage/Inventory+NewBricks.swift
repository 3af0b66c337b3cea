import AgentAPI
import HashTreeCollections
import MortarModel

extension Inventory {
    /// One whose own brick is missing can take a new one as well as any other; without its storage service it cannot.
    func canTakeBricks(_ host: Host) -> Bool {
        guard host.isPoolMember, [.up, .nonOperational].contains(host.status) else { return false }
        return observations.hosts[host.id]?.facts.gluster.isRunning ?? false
    }

    /// Refuses a host that takes no new bricks now: one in maintenance may be about to leave with them.
    func refuseBricks(on host: Host) throws {
        if canTakeBricks(host) { return }
        let isStopped = host.isPoolMember && host.status == .up
        throw Failure(
            .conflict, "Host \(host.name) takes no bricks now.",
            cause: isStopped ? "Its storage service does not run." : "It is \(host.status.rawValue).",
            correction: "Wait until it is up, or activate it: “mortar host list” tells.", objects: ["host \(host.name)"]
        )
    }

    /// Refuses a new brick where it would be of no use to its replica set. The plan that chose the place may be hours old.
    ///
    /// - Parameter old: the brick that it is to take the place of.
    func refusePlace(of new: Brick, in set: ReplicaSet, replacing old: BrickID?) throws {
        let host = try hosts.required(new.hostID)
        if let other = set.bricks.first(where: { $0.hostID == host.id && $0.id != old }) {
            throw Failure(
                .invalid, "Replica set \(set.name) has a brick on host \(host.name) already, \(other.device).",
                cause: "The loss of that host would take both.",
                correction: "Choose a device of another host; where a plan chose it, plan anew.",
                objects: ["replica set \(set.name)", "host \(host.name)"])
        }
        try refuseBricks(on: host)
    }
}
