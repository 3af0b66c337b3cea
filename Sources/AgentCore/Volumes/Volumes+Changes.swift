package import AgentAPI
import GlusterKit
import MortarModel

extension Volumes {
    /// Changes a volume that is not Mortar's; finds done what was done before.
    package func change(_ order: VolumeOrder) async throws {
        try await explaining(
            "The volume \(order.volume) could not be changed.",
            correction: "See that all hosts of the cluster are up and glusterd runs on them.",
            objects: ["volume \(order.volume)"]
        ) {
            try await turns.run(order.volume) {
                if case .create(let shape, let options) = order.change {
                    return try await create(order.volume, shape, options)
                }
                try await change(try await required(order.volume), order.change)
            }
        }
    }

    private func create(_ name: String, _ shape: VolumeShape, _ options: [String: String]) async throws {
        if let volume = try await gluster.volume(name) {
            guard volume.bricks.map(\.brick) == shape.glusterBricks else {
                throw Failure(
                    .conflict, "There is a volume \(name) already.", correction: "Choose another name.",
                    objects: ["volume \(name)"])
            }
            return try await gluster.set(name, options.filter { volume.options[$0.key] != $0.value })
        }
        try await gluster.create(name, shape.layout, bricks: shape.glusterBricks, force: shape.force)
        do {
            try await gluster.set(name, options)
        } catch {
            // It has never been started: nothing is in it.
            try await gluster.delete(name)
            throw error
        }
    }

    private func change(_ volume: GlusterVolume, _ change: VolumeChange) async throws {
        let name = volume.name
        switch change {
        case .create: break
        case .start(let force):
            if force || !volume.isStarted { try await gluster.start(name, force: force) }
        case .stop(let force): if volume.isStarted { try await gluster.stop(name, force: force) }
        case .resetOptions(let option, let force): try await gluster.reset(name, option: option, force: force)
        case .addBricks(let shape, let addsCopies):
            if volume.has(all: shape.bricks) { return }
            try await gluster.add(
                shape.glusterBricks, to: name, layout: addsCopies ? shape.layout : nil, force: shape.force)
        case .reduce(let copies, let bricks):
            if volume.hasNone(of: bricks) { return }
            try await gluster.reduce(name, toReplicas: copies, without: bricks.map { GlusterBrick($0) })
        case .resetBrick(let brick): try await reset(GlusterBrick(brick), of: volume)
        case .heal: try await gluster.startHeal(of: name)
        case .startProfile, .stopProfile: try await profile(volume, change == .startProfile)
        case .startRebalance, .stopRebalance, .startRemoval, .stopRemoval, .commitRemoval:
            try await move(volume, change)
        }
    }

    private func reset(_ brick: GlusterBrick, of volume: GlusterVolume) async throws {
        try await gluster.startReset(of: brick, in: volume.name)
        try await gluster.commitReset(of: brick, in: volume.name)
    }

    /// GlusterFS notes in an option that it counts.
    private func profile(_ volume: GlusterVolume, _ isWanted: Bool) async throws {
        let isOn = volume.options["diagnostics.count-fop-hits"] == "on"
        if isOn == isWanted { return }
        try await isWanted ? gluster.startProfile(of: volume.name) : gluster.stopProfile(of: volume.name)
    }
}

extension GlusterVolume {
    fileprivate func has(all bricks: [VolumeBrick]) -> Bool {
        Set(bricks.map { GlusterBrick($0) }).isSubset(of: self.bricks.map(\.brick))
    }

    fileprivate func hasNone(of bricks: [VolumeBrick]) -> Bool {
        Set(bricks.map { GlusterBrick($0) }).isDisjoint(with: self.bricks.map(\.brick))
    }
}

extension VolumeShape {
    fileprivate var glusterBricks: [GlusterBrick] { bricks.map { GlusterBrick($0) } }

    fileprivate var layout: Gluster.Layout {
        copies == 1 ? .distributed : .replicated(count: copies, hasArbiter: hasArbiter)
    }
}
