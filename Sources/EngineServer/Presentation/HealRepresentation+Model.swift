import AgentAPI
import EngineCore
import OVirtAPI

extension HealRepresentation {
    /// Nil while nothing is known of what waits.
    ///
    /// - Parameter history: whether the samples of the last half hour are told too.
    init?(_ volume: VolumeObservation, history: Bool = false) {
        guard let heal = volume.heal, let pending = heal.pending else { return nil }
        self.init()
        self.pending = pending - heal.splitBrain
        splitBrain = heal.splitBrain
        rate = volume.progress.rate
        remaining = volume.progress.remaining.map { Int(min($0.rounded(.up), 1e9)) }
        isStalled = volume.progress.isStalled
        if history { samples = volume.progress.samples.map(HealSampleRepresentation.init) }
    }
}

extension HealSampleRepresentation {
    fileprivate init(_ sample: HealProgress.Sample) {
        self.init()
        time = sample.time
        pending = sample.pending
    }
}
