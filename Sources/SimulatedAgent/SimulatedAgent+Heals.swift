package import AgentAPI
import MortarModel

extension SimulatedAgent {
    package func healSummary(volume: String) async throws -> HealSummary {
        try cluster.perform("healSummary", at: address) { state in
            let bricks = state.volumes[volume]?.bricks ?? []
            var summary = HealSummary(
                bricks: bricks.map { .init(brick: $0.brick, isConnected: true, pending: 0, splitBrain: 0) })
            for index in summary.bricks.indices where !state.isOnline(summary.bricks[index].brick) {
                summary.bricks[index] = .init(
                    brick: summary.bricks[index].brick, isConnected: false, pending: nil, splitBrain: nil)
            }
            if summary.bricks.first?.isConnected == true {
                let heal = state.heals[volume] ?? (0, 0)
                let splitBrains = state.splitBrains[volume]?.count ?? 0
                summary.bricks[0].pending = heal.pending + splitBrains
                summary.bricks[0].splitBrain = heal.splitBrain + splitBrains
            }
            return summary
        }
    }

    package func blames(volume: String) async throws -> [BrickBlames] {
        try cluster.perform("blames", at: address) { state in
            let own = state.volumes[volume]?.bricks.filter { $0.brick.host == address } ?? []
            if own.contains(where: { state.hasFailed($0.brick) }) {
                throw Failure(.toolFailed, "The brick cannot be read.", cause: "Input/output error")
            }
            return own.map { BrickBlames(brick: $0.brick, stale: state.blames[volume] ?? [:]) }
        }
    }

    package func connections(volume: String) async throws -> [BrickConnections] {
        try cluster.perform("connections", at: address) { state in
            (state.volumes[volume]?.bricks ?? []).enumerated().map { place, brick in
                let clients = state.clients[volume].flatMap { place < $0.count ? $0[place] : nil }
                return BrickConnections(brick: brick.brick, clients: clients ?? [:])
            }
        }
    }

    package func splitBrains(volume: String) async throws -> SplitBrainList {
        try cluster.perform("splitBrains", at: address) { state in
            let bricks = state.volumes[volume]?.bricks ?? []
            return SplitBrainList(
                entries: state.splitBrains[volume]?.keys.sorted { $0.gfid < $1.gfid } ?? [],
                isComplete: bricks.allSatisfy { state.isOnline($0.brick) })
        }
    }

    package func brickCopies(_ request: BrickCopiesRequest) async throws -> [BrickCopy] {
        try cluster.perform("brickCopies", at: address) { state in
            let brick = VolumeBrick(host: address, directory: request.directory)
            guard let volume = state.volumes.values.first(where: { $0.bricks.contains { $0.brick == brick } }),
                let index = volume.bricks.firstIndex(where: { $0.brick == brick })
            else { throw Failure(.toolFailed, "There is no brick \(request.directory).") }
            let copies = state.splitBrains[volume.name]?.values.compactMap { index < $0.count ? $0[index] : nil } ?? []
            return copies.filter { request.gfids.contains($0.gfid) }
        }
    }

    package func resolveSplitBrain(_ resolution: SplitBrainResolution) async throws -> SplitBrainOutcome {
        try cluster.perform("resolveSplitBrain", at: address) { state in
            guard state.volumes[resolution.volume]?.bricks.contains(where: { $0.brick == resolution.source }) == true
            else { throw Failure(.toolFailed, "No such brick available in the volume.") }
            let entries = state.splitBrains[resolution.volume] ?? [:]
            guard entries.keys.contains(where: { $0.gfid == resolution.gfid }) else {
                return SplitBrainOutcome(isDecided: false)
            }
            state.resolutions.append(resolution)
            state.splitBrains[resolution.volume] = entries.filter { $0.key.gfid != resolution.gfid }
            return SplitBrainOutcome(isDecided: true)
        }
    }
}
