package import AgentAPI
package import MortarModel
package import Placement

package import struct Foundation.Date

/// What was last asked for the guard's sake, each with the time by the engine's clock.
package struct GuardObservation: Sendable {
    /// Which members of the trusted pool were connected.
    package var peers: [HostID: Observed<Bool>] = [:]
    /// By name.
    package var volumes: [String: Observed<VolumeFacts>] = [:]
    /// What each brick knew to be stale, by place in its volume.
    package var blames: [VolumeBrick: Observed<[Int: Int]>] = [:]
    /// What was asked for before is not true any more.
    package var begun = Date.distantPast
    /// Why hosts could not tell, in the words of what failed.
    package var obstacles: [HostID: String] = [:]

    package init() {}

    /// Forgets everything, and takes nothing that was asked for before.
    mutating func invalidate(at time: Date) {
        self = GuardObservation()
        begun = time
    }
}

extension GuardObservation {
    /// Answers come in any order: one to an older question does not replace that to a newer one.
    mutating func take(_ peers: [HostID: Bool], _ volumes: [VolumeFacts], asked: Date) {
        guard asked >= begun, self.peers.values.allSatisfy({ $0.time <= asked }) else { return }
        self.peers = peers.mapValues { Observed($0, at: asked) }
        self.volumes = Dictionary(volumes.map { ($0.name, Observed($0, at: asked)) }, uniquingKeysWith: { $1 })
        obstacles = [:]
    }

    mutating func take(_ told: [BrickBlames], asked: Date) {
        for blames in told where asked >= begun && (self.blames[blames.brick]?.time ?? .distantPast) <= asked {
            self.blames[blames.brick] = Observed(blames.stale, at: asked)
        }
    }
}
