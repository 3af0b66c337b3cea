package import AgentAPI
import GlusterKit
import MortarModel

extension Volumes {
    /// Puts one brick in the place of another; finds it done where it was done before.
    package func replaceBrick(_ request: BrickReplacement) async throws {
        try await explaining(
            "The brick \(GlusterBrick(request.old)) of the volume \(request.volume) could not be replaced.",
            correction: "See that glusterd runs on all hosts of the volume, but for the one that is replaced.",
            objects: ["volume \(request.volume)"]
        ) {
            try await turns.run(request.volume) {
                let bricks = try await required(request.volume).bricks.map(\.brick)
                if bricks.contains(GlusterBrick(request.new)) { return }
                try await gluster.replace(
                    GlusterBrick(request.old), with: GlusterBrick(request.new), in: request.volume)
            }
        }
    }

    /// Adds one copy to a volume, with options that it has to have before and after; finds it done where it was done before.
    package func addBrick(_ request: BrickAddition) async throws {
        let new = GlusterBrick(request.new)
        try await explaining(
            "The brick \(new) could not be added to the volume \(request.volume).",
            correction: "See that glusterd runs on all hosts of the cluster.", objects: ["volume \(request.volume)"]
        ) {
            try await turns.run(request.volume) {
                let volume = try await required(request.volume)
                if !volume.bricks.map(\.brick).contains(new) {
                    try await set(request.before, of: volume)
                    if let leaving = request.leaving.map(GlusterBrick.init),
                        volume.bricks.contains(where: { $0.brick == leaving && $0.isArbiter })
                    {
                        try await gluster.remove(leaving, from: volume.name, count: request.count - 1)
                    }
                    try await gluster.add(new, to: volume.name, count: request.count, isArbiter: request.isArbiter)
                }
                try await set(request.after, of: required(request.volume))
            }
        }
    }

    /// What this host's bricks of a volume know to be stale on which bricks.
    package func blames(_ name: String) async throws -> [BrickBlames] {
        try await explaining(
            "What the bricks of the volume \(name) hold against each other could not be read.",
            objects: ["volume \(name)"]
        ) {
            let own = try await gluster.uuid()
            var blames: [BrickBlames] = []
            let bricks = try await required(name).bricks
            let places = try await places(of: bricks.map(\.brick), in: name)
            for brick in bricks where brick.hostUUID == own {
                let stale = try await changelogs.blames(brick: brick.brick.directory, volume: name)
                // Numbers that are nobody's any more are those of bricks that were taken away.
                let known = stale.compactMap { number, count in places[number].map { ($0, count) } }
                blames.append(
                    BrickBlames(brick: VolumeBrick(brick.brick), stale: Dictionary(known, uniquingKeysWith: +)))
            }
            return blames
        }
    }

    /// Who is connected to each brick of a volume that runs; one that nobody has come back to yet has no clients.
    package func connections(_ name: String) async throws -> [BrickConnections] {
        try await explaining("The clients of the volume \(name) could not be asked.", objects: ["volume \(name)"]) {
            let clients = Dictionary(grouping: try await gluster.clients(of: name), by: \.brick)
            let running = try await gluster.brickStatus().filter { $0.volume == name && $0.isOnline }.map(\.brick)
            return Set(running).union(clients.keys).map { brick in
                let addresses = (clients[brick] ?? []).map { client in
                    client.address.lastIndex(of: ":").map { String(client.address[..<$0]) } ?? client.address
                }
                let counts = Dictionary(addresses.map { ($0, 1) }, uniquingKeysWith: +)
                return BrickConnections(brick: VolumeBrick(brick), clients: counts)
            }
        }
    }

    /// Places of bricks in their volume by the numbers under which changelogs accuse them.
    private func places(of bricks: [GlusterBrick], in name: String) async throws -> [Int: Int] {
        let numbers = try await clientNumbers.numbers(of: name)
        var places: [Int: Int] = [:]
        for (place, brick) in bricks.enumerated() {
            guard let number = numbers[brick] else {
                throw GlusterError(request: "bricks of \(name)", message: "glusterd keeps no number of \(brick)")
            }
            places[number] = place
        }
        return places
    }

    func required(_ name: String) async throws -> GlusterVolume {
        if let volume = try await gluster.volume(name) { return volume }
        throw Failure(.notFound, "There is no volume \(name).", objects: ["volume \(name)"])
    }
}

extension GlusterBrick {
    init(_ brick: VolumeBrick) {
        self.init(host: brick.host, directory: brick.directory)
    }
}

extension VolumeBrick {
    init(_ brick: GlusterBrick) {
        self.init(host: brick.host, directory: brick.directory)
    }
}
