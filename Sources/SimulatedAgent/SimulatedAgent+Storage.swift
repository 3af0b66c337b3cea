package import AgentAPI
package import MortarModel

extension SimulatedAgent {
    // MARK: Bricks

    package func makeBrick(_ request: BrickRequest) async throws -> BrickFacts {
        try cluster.perform("makeBrick", at: address) { state in
            guard var host = state.hosts[address],
                let index = host.devices.firstIndex(where: { [$0.path, $0.stablePath].contains(request.device) })
            else { throw Failure(.notFound, "There is no device \(request.device).") }
            switch host.devices[index].use {
            case .blank: break
            case .brick(request.id): break
            case .brick(let other):
                // Nothing is in a brick here but what a volume put there.
                let isUsed = state.isUsed(host.bricks[other])
                if isUsed && !request.wipe { throw Failure(.conflict, "\(request.device) is not blank.") }
                host.bricks[other] = nil
            case .occupied:
                guard request.wipe else { throw Failure(.conflict, "\(request.device) is not blank.") }
            }
            let size = host.devices[index].size
            let brick = BrickFacts(
                id: request.id, device: request.device, isMounted: true, size: size, free: size,
                directory: "/bricks/\(request.id)/brick", provisioning: "lvm-thin")
            host.devices[index].use = .brick(request.id)
            host.bricks[request.id] = brick
            state.hosts[address] = host
            return brick
        }
    }

    package func removeBrick(_ id: BrickID) async throws {
        try cluster.perform("removeBrick", at: address) { state in
            guard let brick = state.hosts[address]?.bricks[id] else { return }
            if state.isUsed(brick) { throw Failure(.conflict, "A volume uses the brick \(id).") }
            state.hosts[address]?.bricks[id] = nil
            for index in state.hosts[address]!.devices.indices
            where state.hosts[address]!.devices[index].use == .brick(brick.id) {
                state.hosts[address]!.devices[index].use = .blank
            }
        }
    }

    package func wipeDevice(_ path: String) async throws {
        try cluster.perform("wipeDevice", at: address) { state in
            let devices = state.hosts[address]?.devices ?? []
            guard let index = devices.firstIndex(where: { [$0.path, $0.stablePath].contains(path) }) else {
                throw Failure(.notFound, "There is no device \(path).")
            }
            switch devices[index].use {
            case .blank: return
            case .brick(let id): throw Failure(.conflict, "\(path) holds the brick \(id).")
            case .occupied(let by) where by.contains("mounted on"): throw Failure(.conflict, "\(path) is \(by).")
            case .occupied: state.hosts[address]?.devices[index].use = .blank
            }
        }
    }

    // MARK: Volumes

    package func makeVolume(_ request: VolumeRequest) async throws {
        try cluster.perform("makeVolume", at: address) { state in
            for brick in request.bricks where !state.hasBrick(brick) {
                throw Failure(.toolFailed, "\(brick.host):\(brick.directory) does not exist or is no peer's.")
            }
            if let known = state.volumes[request.name], known.bricks.map(\.brick) != request.bricks {
                throw Failure(.conflict, "There is a volume \(request.name) with other bricks.")
            }
            let size = state.hosts[address]?.bricks.values.map(\.size).min()
            let bricks = request.bricks.map { brick in
                VolumeBrickFacts(
                    brick: brick,
                    isArbiter: request.redundancy == .twoCopiesAndArbiter && brick == request.bricks.last,
                    isOnline: true, port: 49152, pid: 1, size: size, free: size)
            }
            state.volumes[request.name] = VolumeFacts(
                id: request.name, name: request.name, type: "Replicate", isStarted: true,
                replicaCount: request.bricks.count, arbiterCount: bricks.count(where: \.isArbiter), bricks: bricks,
                options: request.options)
        }
    }

    package func deleteVolume(_ name: String) async throws {
        try cluster.perform("deleteVolume", at: address) { $0.volumes[name] = nil }
    }

    package func volumes() async throws -> [VolumeFacts] {
        try cluster.perform("volumes", at: address) { state in
            state.volumes.values.map { volume in
                var volume = volume
                for index in volume.bricks.indices {
                    volume.bricks[index].isOnline = state.isOnline(volume.bricks[index].brick)
                }
                return volume
            }
        }
    }

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

    package func replaceBrick(_ request: BrickReplacement) async throws {
        try cluster.perform("replaceBrick", at: address) { state in
            guard let volume = state.volumes[request.volume] else {
                throw Failure(.toolFailed, "There is no volume \(request.volume).")
            }
            if volume.bricks.contains(where: { $0.brick == request.new }) { return }
            guard let place = volume.bricks.firstIndex(where: { $0.brick == request.old }), state.hasBrick(request.new)
            else { throw Failure(.toolFailed, "The bricks do not exist.") }
            state.volumes[request.volume]?.bricks[place].brick = request.new
            state.blames[request.volume] = nil
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
            (state.volumes[volume]?.bricks ?? []).map { BrickConnections(brick: $0.brick, clients: [:]) }
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

    package func mountVolume(_ request: MountRequest) async throws {
        try cluster.perform("mountVolume", at: address) { state in
            guard state.volumes[request.volume] != nil else {
                throw Failure(.toolFailed, "There is no volume \(request.volume).")
            }
            state.hosts[address]?.mounts.insert(request.volume)
        }
    }

    package func unmountVolume(_ name: String) async throws {
        try cluster.perform("unmountVolume", at: address) { _ = $0.hosts[address]?.mounts.remove(name) }
    }

    package func blinkDevice(_ path: String, on: Bool) async throws {
        try cluster.perform("blinkDevice", at: address) { state in
            guard let device = state.hosts[address]?.devices.first(where: { [$0.path, $0.stablePath].contains(path) })
            else { throw Failure(.notFound, "There is no device \(path).") }
            state.hosts[address]?.blinking.remove(device.path)
            if on { state.hosts[address]?.blinking.insert(device.path) }
        }
    }
}

extension SimulatedCluster.State {
    fileprivate func isUsed(_ brick: BrickFacts?) -> Bool {
        volumes.values.flatMap(\.bricks).contains { $0.brick.directory == brick?.directory }
    }

    fileprivate func isOnline(_ brick: VolumeBrick) -> Bool {
        guard let host = hosts[brick.host], host.hasPower else { return false }
        return !deadBricks.contains { brick.directory.contains($0.rawValue) }
    }

    fileprivate func hasFailed(_ brick: VolumeBrick) -> Bool {
        hosts[brick.host]?.bricks.values.first { $0.directory == brick.directory }?.failure != nil
    }

    fileprivate func hasBrick(_ brick: VolumeBrick) -> Bool {
        pool.contains(brick.host)
            && hosts[brick.host]?.bricks.values.contains { $0.directory == brick.directory } == true
    }
}
