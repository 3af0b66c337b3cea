import AgentAPI
import Concurrency
import MortarModel
import Placement

extension VolumeService {
    /// Sets one option, which GlusterFS knows.
    package func set(_ id: String, option: String, to value: String, by request: RequestOrigin) async throws {
        try Self.checkName(ofOption: option)
        let name = try await context.volumeName(id)
        try await context.pool.take {
            let volume = try await observed(name)
            if option == "features.shard", !VolumeGuard.isSharded([option: value]) { try refuseUnsharding(volume) }
            let order = VolumeOptionsRequest(volume: name, options: [option: value])
            try await context.anyPoolAgent().setVolumeOptions(order)
            try await context.observeVolumes()
        }
        try await tell(.volumeOptionSet, "The option \(option) of volume \(name) was set to \(value).", request)
    }

    /// Gives one option its default again, or all of them.
    package func reset(_ id: String, option: String?, force: Bool, by request: RequestOrigin) async throws {
        if let option { try Self.checkName(ofOption: option) }
        let volume = try await change(id) { volume in
            if option == nil || option == "features.shard" { try refuseUnsharding(volume) }
            return .resetOptions(name: option, force: force)
        }
        let what = option.map { "The option \($0)" } ?? "All options"
        try await tell(
            .volumeOptionReset,
            "\(what) of volume \(volume.name) \(option == nil ? "have" : "has") the default again.", request)
    }

    /// Begins or ends the counting of what bricks do.
    package func profile(_ id: String, isOn: Bool, by request: RequestOrigin) async throws {
        let volume = try await change(id) { volume in
            guard volume.isStarted else {
                throw Failure(.conflict, "The volume \(volume.name) is not started.", correction: "Start it first.")
            }
            return isOn ? .startProfile : .stopProfile
        }
        let words = isOn ? "is counted from now on" : "is not counted any more"
        try await tell(
            .volumeProfiled, "What the bricks of volume \(volume.name) do \(words).", request)
    }

    /// GlusterFS completes a name without its part before the dot; what is refused by name would pass.
    static func checkName(ofOption option: String) throws(Failure) {
        if option.contains(".") { return }
        throw Failure(
            .invalid, "“\(option)” is not the full name of an option.",
            correction: "Give it with the part before the dot, as features.shard: “gluster volume set help” lists them."
        )
    }

    private func refuseUnsharding(_ volume: VolumeFacts) throws {
        guard VolumeGuard.isSharded(volume.options) else { return }
        throw Failure(
            .conflict, "features.shard of the volume \(volume.name) stays on.",
            cause: "Files of more than one shard could be read no more, and writes would damage them.",
            correction: "Reset other options one by one; without shards, make another volume and copy the files.",
            objects: ["volume \(volume.name)"])
    }
}
