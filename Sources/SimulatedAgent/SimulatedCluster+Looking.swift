package import AgentAPI
package import MortarModel
import Synchronization

// What tests look at.
extension SimulatedCluster {
    /// What was decided of files in split-brain, in order.
    package var resolutions: [SplitBrainResolution] { state.withLock { $0.resolutions } }

    package var volumes: [VolumeFacts] { state.withLock { Array($0.volumes.values) } }
    package var images: [ImageReference: ByteCount] { state.withLock { $0.images } }
    package var pool: Set<String> { state.withLock { $0.pool } }
    /// Every command that was carried out, as `makeBrick 10.0.0.1`.
    package var calls: [String] { state.withLock { $0.calls } }

    package func devices(of address: String) -> [DeviceFacts] {
        state.withLock { $0.hosts[address]?.devices ?? [] }
    }

    /// The stripe that a brick was aligned to by its request; nil where the device was asked.
    package func stripe(of brick: BrickID) -> StripeGeometry? {
        state.withLock { state in state.hosts.values.compactMap { $0.stripes[brick] }.first }
    }

    /// Paths of devices whose lights are on.
    package func blinking(on address: String) -> Set<String> {
        state.withLock { $0.hosts[address]?.blinking ?? [] }
    }

    package func isGlusterRunning(on address: String) -> Bool {
        state.withLock { $0.hosts[address]?.isGlusterRunning ?? false }
    }

    package func vms(on address: String) -> [VMFacts] {
        state.withLock { $0.hosts[address].map { Array($0.vms.values) } ?? [] }
    }
}
