package import AgentAPI
import GlusterKit
package import HostCommand
import MortarModel

/// The volumes of the trusted pool.
package struct Volumes: Sendable {
    let gluster: Gluster
    let changelogs: Changelogs
    let clientNumbers: ClientNumbers
    let turns = Turns<String>()

    package init(_ commands: any CommandRunner) {
        gluster = Gluster(commands)
        changelogs = Changelogs(commands)
        clientNumbers = ClientNumbers(commands)
    }

    /// Creates the volume if it is missing, sets its options where they differ, and starts it.
    package func make(_ request: VolumeRequest) async throws {
        try await explaining(
            "The volume \(request.name) could not be made.",
            correction: "See that all hosts of its bricks are up and glusterd runs on them.",
            objects: ["volume \(request.name)"]
        ) {
            try await turns.run(request.name) {
                let volume = try await existing(request)
                if let volume {
                    try await set(request.options, of: volume)
                } else {
                    try await gluster.set(request.name, request.options)
                }
                if volume?.isStarted != true { try await gluster.start(request.name) }
            }
        }
    }

    /// Sets options where they differ from what the volume has.
    package func set(_ request: VolumeOptionsRequest) async throws {
        try await explaining(
            "Options of the volume \(request.volume) could not be set.",
            correction: "See that all hosts of the cluster are up and glusterd runs on them.",
            objects: ["volume \(request.volume)"]
        ) {
            try await turns.run(request.volume) {
                guard let volume = try await gluster.volume(request.volume) else {
                    throw Failure(.notFound, "There is no volume \(request.volume).")
                }
                try await set(request.options, of: volume)
            }
        }
    }

    /// Sets options where they differ, one of them by a command of its own where the volume was started once.
    func set(_ options: [String: String], of volume: GlusterVolume) async throws {
        var changed = options.filter { volume.options[$0.key] != $0.value }
        let granular = volume.wasStarted ? changed.removeValue(forKey: Self.granularEntryHeal) : nil
        try await gluster.set(volume.name, changed)
        if let granular {
            try await gluster.setGranularEntryHeal(volume.name, ["enable", "on"].contains(granular))
        }
    }

    private static let granularEntryHeal = "cluster.granular-entry-heal"

    /// Stops and deletes a volume; one that does not exist is as asked.
    package func delete(_ name: String) async throws {
        try await explaining(
            "The volume \(name) could not be deleted.",
            correction: "See that all hosts of the cluster are up; GlusterFS deletes nothing while one is away.",
            objects: ["volume \(name)"]
        ) {
            try await turns.run(name) {
                guard let volume = try await gluster.volume(name) else { return }
                if volume.isStarted { try await gluster.stop(name) }
                try await gluster.delete(name)
            }
        }
    }

    /// All volumes with the state of their bricks; a brick of a host that does not answer is not online.
    package func facts() async throws -> [VolumeFacts] {
        try await explaining("The volumes could not be listed.", correction: "See that glusterd runs on the host.") {
            let volumes = try await gluster.volumes()
            let states = try await volumes.contains(where: \.isStarted) ? gluster.brickStatus() : []
            return volumes.map { VolumeFacts($0, states) }
        }
    }

    /// Entries that wait to be healed.
    package func healSummary(_ volume: String) async throws -> HealSummary {
        try await explaining(
            "What waits to be healed in the volume \(volume) could not be asked.", objects: ["volume \(volume)"]
        ) {
            HealSummary(bricks: try await gluster.healSummary(of: volume).map(HealSummary.Brick.init))
        }
    }

    /// The volume as it was or has been made now; nil when it has been made now.
    private func existing(_ request: VolumeRequest) async throws -> GlusterVolume? {
        let bricks = request.bricks.map { GlusterBrick(host: $0.host, directory: $0.directory) }
        guard let volume = try await gluster.volume(request.name) else {
            try await gluster.create(request.name, Gluster.Layout(request.redundancy), bricks: bricks)
            return nil
        }
        if volume.bricks.map(\.brick) == bricks { return volume }
        throw Failure(
            .conflict, "There is a volume \(request.name) with other bricks.",
            cause: "It has \(volume.bricks.map(\.brick.description).joined(separator: ", ")).",
            correction: "Choose another name, or delete that volume if nothing on it is needed.",
            objects: ["volume \(request.name)"])
    }
}

extension Gluster.Layout {
    init(_ redundancy: Redundancy) {
        switch redundancy {
        case .threeCopies: self = .replicated(count: 3, hasArbiter: false)
        case .twoCopiesAndArbiter: self = .replicated(count: 3, hasArbiter: true)
        case .oneCopy: self = .distributed
        }
    }
}
