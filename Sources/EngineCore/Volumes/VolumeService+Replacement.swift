package import AgentAPI
package import MortarModel

extension VolumeService {
    /// Puts a new brick in the place of another one, whose content is given up, and stays with it until it is filled.
    ///
    /// - Parameters:
    ///   - place: nil to empty the brick where it is and have it filled again.
    ///   - force: also on a root file system.
    package func replace(
        _ brick: VolumeBrick, of id: String, with place: BrickPlace?, force: Bool, by request: RequestOrigin
    ) async throws -> Job {
        let name = try await context.volumeName(id)
        let volume = try await observed(name)
        try volume.require([brick])
        guard volume.isStarted else {
            throw Failure(.conflict, "The volume \(name) is not started.", correction: "Start it first.")
        }
        var workflow = ReplaceVolumeBrick(volume: name, old: brick, new: brick)
        if let place {
            try refuseSharedHost(place, brick, volume)
            workflow.new = try await context.bricks(at: [place], force: force)[0]
        } else {
            try await refuseUnready(brick, force: force)
        }
        let begun = workflow
        return try await workflows.start(begun, by: request) { inventory in
            try inventory.refuseWork(on: try inventory.changeable(name))
            try inventory.permit(begun.action, at: context.now())
        }
    }

    private func refuseSharedHost(_ place: BrickPlace, _ brick: VolumeBrick, _ volume: VolumeFacts) throws {
        let inventory = context.inventory
        let host = try inventory.hosts.required(place.host)
        let group = inventory.groups(of: volume).first { $0.bricks.contains { $0.brick == brick } }
        let others = group?.bricks.filter { $0.brick != brick } ?? []
        if others.contains(where: { $0.brick.host == host.storageAddress }) {
            throw Failure(
                .invalid, "Host \(host.name) has another copy of the same data.",
                correction: "Take a host that has none.")
        }
    }

    /// A brick that is filled again has to be where a disk is mounted: GlusterFS would make it on the root file system.
    private func refuseUnready(_ brick: VolumeBrick, force: Bool) async throws {
        guard let host = context.inventory.hosts.first(where: { $0.storageAddress == brick.host }) else {
            throw Failure(
                .notFound, "\(brick.host) is no host of the cluster.", correction: "Replace the brick instead.")
        }
        let facts = try await context.agent(of: host.id).directory(brick.directory)
        if facts.isOwnBrick || [.other, .used].contains(facts.content) || (facts.isOnRoot && !force) {
            throw Failure(
                .conflict, "\(host.name):\(brick.directory) is not ready to be filled.",
                cause: facts.content == .used
                    ? "It has files of somebody's in it."
                    : "It is on \(facts.device), mounted on \(facts.mountPoint).",
                correction:
                    "Mount the brick's file system there, empty or with the brick in it; say force if it is to be on the"
                    + " root file system.")
        }
    }
}
