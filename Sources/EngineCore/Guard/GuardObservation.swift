package import AgentAPI
package import MortarModel
package import Placement

/// What was last asked for the guard's sake, each with the time by the engine's clock.
package struct GuardObservation: Sendable {
    /// Which members of the trusted pool were connected.
    package var peers: [HostID: Observed<Bool>] = [:]
    /// By name.
    package var volumes: [String: Observed<VolumeFacts>] = [:]
    /// What each brick knew to be stale, by place in its volume.
    package var blames: [VolumeBrick: Observed<[Int: Int]>] = [:]
    /// Why hosts could not tell, in the words of what failed.
    package var obstacles: [HostID: String] = [:]

    package init() {}
}
