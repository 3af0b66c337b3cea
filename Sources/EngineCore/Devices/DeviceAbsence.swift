import AgentAPI
package import Foundation

/// When a device, or the brick on it, was first not seen.
package struct DeviceAbsence: Sendable, Hashable {
    /// In seconds. A disk that is very busy answers late, and one that is plugged anew comes back.
    private static let patience: TimeInterval = 30

    /// By the engine's clock.
    package var noticed: Date
    /// The time of the facts that lack it, by the host's clock.
    package var observed: Date

    package init(noticed: Date, observed: Date) {
        self.noticed = noticed
        self.observed = observed
    }

    /// Whether it has lasted so long, and was seen again in later facts, that it is not chance.
    package func isEstablished(by observation: HostObservation) -> Bool {
        observation.facts.observed > observed && observation.lastHeard.timeIntervalSince(noticed) >= Self.patience
    }
}
