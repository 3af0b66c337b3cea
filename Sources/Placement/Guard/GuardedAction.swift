package import MortarModel

/// What the guard is asked about.
package enum GuardedAction: Sendable, Hashable {
    /// Ending a brick's process.
    case stopBrick(BrickID)
    /// Putting another brick in the place of this one, whose content is given up.
    case replaceBrick(BrickID)
    /// Emptying this brick and having it filled again.
    case resetBrick(BrickID)
    /// Giving the brick another address, for which it is stopped.
    case changeNetwork(BrickID)
    /// Maintenance, upgrade, power off: the host's bricks and its part in the pool end, to come back.
    case stopHost(HostID)
    /// Taking a host's power away without asking it.
    case fenceHost(HostID)
    /// Taking a host out of the pool for good.
    case removeHost(HostID)
    /// Putting one more brick beside those of a set, which is filled from them.
    case addBrick(ReplicaSetID)
    /// Deleting a volume.
    case removeSet(ReplicaSetID)
    /// Copying or moving all that is in it.
    case rearrangeSet(ReplicaSetID)
}

extension GuardedAction {
    /// Whether a brick's content is lost by it.
    var destroysContent: Bool {
        switch self {
        case .replaceBrick, .resetBrick: true
        case .stopBrick, .changeNetwork, .stopHost, .fenceHost, .removeHost, .addBrick, .removeSet,
            .rearrangeSet:
            false
        }
    }

    /// The host that leaves the pool by it, for a time or for good.
    var absentHost: HostID? {
        switch self {
        case .stopHost(let host), .fenceHost(let host), .removeHost(let host): host
        case .stopBrick, .replaceBrick, .resetBrick, .changeNetwork, .addBrick, .removeSet, .rearrangeSet: nil
        }
    }

    /// Whether this brick is concerned.
    func concerns(_ brick: GuardedBrick, of set: GuardedSet) -> Bool {
        switch self {
        case .stopBrick(let id), .replaceBrick(let id), .resetBrick(let id), .changeNetwork(let id): brick.id == id
        case .stopHost(let host), .fenceHost(let host), .removeHost(let host): brick.host == host
        case .addBrick(let id), .removeSet(let id), .rearrangeSet(let id): set.id == id
        }
    }
}
