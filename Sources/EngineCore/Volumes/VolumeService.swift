package import AgentAPI
import Concurrency
import HashTreeCollections
import MortarModel
import Placement

/// What users can ask for about Gluster volumes that are not Mortar's own.
package struct VolumeService: Sendable {
    /// A volume to be made.
    package struct Addition: Sendable {
        package var name: String
        package var layout: VolumeLayout
        /// In the volume's order; copies of the same data follow each other, the arbiter last.
        package var bricks: [BrickPlace]
        package var options: [String: String]
        /// Also on root file systems.
        package var force: Bool

        package init(
            name: String, layout: VolumeLayout, bricks: [BrickPlace], options: [String: String], force: Bool
        ) {
            self.name = name
            self.layout = layout
            self.bricks = bricks
            self.options = options
            self.force = force
        }
    }

    let context: EngineContext
    let workflows: Workflows

    package init(_ context: EngineContext, workflows: Workflows) {
        self.context = context
        self.workflows = workflows
    }

    /// Makes a volume, which is not started, and gives it.
    package func add(_ addition: Addition, by request: RequestOrigin) async throws -> VolumeFacts {
        try EntityName.check(addition.name, of: "volume")
        try addition.layout.checkHosts(addition.bricks.map(\.host))
        for option in addition.options.keys.sorted() { try Self.checkName(ofOption: option) }
        return try await context.pool.take {
            try await context.observeForGuard(volumes: [])
            try context.inventory.refuseTaken(addition.name)
            let bricks = try await context.bricks(at: addition.bricks, force: addition.force)
            let shape = VolumeShape(
                bricks: bricks, copies: addition.layout.copies, hasArbiter: addition.layout.hasArbiter,
                force: addition.force)
            let order = VolumeOrder(volume: addition.name, change: .create(shape, options: addition.options))
            try await context.anyPoolAgent().changeVolume(order)
            try await context.observeVolumes()
            try await tell(.volumeCreated, "The volume \(addition.name) was created.", request)
            return try seen(addition.name)
        }
    }

    package func start(_ id: String, force: Bool, by request: RequestOrigin) async throws {
        let volume = try await change(id) { _ in .start(force: force) }
        try await tell(.volumeStarted, "The volume \(volume.name) was started.", request)
    }

    package func stop(_ id: String, force: Bool, by request: RequestOrigin) async throws {
        let volume = try await change(id) { volume in
            if volume.isStarted { try await context.permit(.stop(force: force), on: volume) }
            return .stop(force: force)
        }
        try await tell(.volumeStopped, "The volume \(volume.name) was stopped.", request)
    }

    /// Forgets a stopped volume; what is on its bricks stays.
    package func remove(_ id: String, by request: RequestOrigin) async throws {
        let name = try await context.volumeName(id)
        try await context.pool.take {
            let volume = try await observed(name)
            if volume.isStarted {
                throw Failure(
                    .conflict, "The volume \(name) is started.", correction: "Stop it first.",
                    objects: ["volume \(name)"])
            }
            for group in context.inventory.groups(of: volume) {
                try context.inventory.permit(.removeSet(group.id), at: context.now())
            }
            try await context.anyPoolAgent().deleteVolume(name)
            try await context.observeVolumes()
        }
        try await tell(
            .volumeDeleted, "The volume \(name) was deleted; what was on its bricks is still there.", request)
    }

    // MARK: One change at a time

    /// Asks anew for all that is known of a volume, lets `decide` refuse or say what is done, and does it, with nothing in
    /// between; gives the volume as it was before.
    @discardableResult
    func change(
        _ id: String, _ decide: @Sendable (VolumeFacts) async throws -> VolumeChange
    ) async throws -> VolumeFacts {
        let name = try await context.volumeName(id)
        return try await context.pool.take {
            let volume = try await observed(name)
            let change = try await decide(volume)
            try await context.anyPoolAgent().changeVolume(VolumeOrder(volume: name, change: change))
            try await context.observeVolumes()
            return volume
        }
    }

    /// A volume that nobody works on, asked for just now; refuses Mortar's own.
    func observed(_ name: String) async throws -> VolumeFacts {
        try context.inventory.refuseOwn(try seen(name))
        try await context.observeForGuard(volumes: [name])
        let volume = try context.inventory.changeable(name)
        try context.inventory.refuseWork(on: volume)
        return volume
    }

    func seen(_ name: String) throws -> VolumeFacts {
        if let seen = context.inventory.observations.volumes[name] { return seen.facts }
        throw Failure(.notFound, "There is no volume \(name).", correction: "List what there is.")
    }

    func tell(_ code: EventCode, _ text: String, _ request: RequestOrigin) async throws {
        try await context.store.change { inventory in
            inventory.addEvent(code, text, at: context.now(), correlationID: request.correlationID)
        }
    }
}

extension Inventory {
    /// Names of volumes, and those that storage domains give their replica sets.
    fileprivate func refuseTaken(_ name: String) throws(Failure) {
        let isPlanned = storageDomains.contains { domain in
            guard name.hasPrefix("\(domain.name)-") else { return false }
            return Int(name.dropFirst(domain.name.count + 1)) != nil
        }
        guard observations.guarded.volumes[name] == nil, replicaSets.named(name) == nil, !isPlanned else {
            throw Failure(
                .conflict, isPlanned ? "Volumes of that name are a storage domain's." : "There is a volume \(name).",
                correction: "Choose another name.")
        }
    }
}
