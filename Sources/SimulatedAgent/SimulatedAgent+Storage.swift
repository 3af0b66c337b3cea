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
            host.stripes[request.id] = request.stripe
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

    package func setVolumeOptions(_ request: VolumeOptionsRequest) async throws {
        try cluster.perform("setVolumeOptions", at: address) { state in
            guard state.volumes[request.volume] != nil else {
                throw Failure(.notFound, "There is no volume \(request.volume).")
            }
            state.setOptions(request.options, of: request.volume)
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
                    volume.bricks[index].isOnline = volume.isStarted && state.isOnline(volume.bricks[index].brick)
                }
                return volume
            }
        }
    }

    package func replaceBrick(_ request: BrickReplacement) async throws {
        try cluster.perform("replaceBrick", at: address) { state in
            guard let volume = state.volumes[request.volume] else {
                throw Failure(.toolFailed, "There is no volume \(request.volume).")
            }
            if volume.bricks.contains(where: { $0.brick == request.new }) { return }
            let isPlain = state.hosts.values.allSatisfy { host in
                host.bricks.values.allSatisfy { $0.directory != request.old.directory }
            }
            guard let place = volume.bricks.firstIndex(where: { $0.brick == request.old }),
                isPlain ? state.pool.contains(request.new.host) : state.hasBrick(request.new)
            else { throw Failure(.toolFailed, "The bricks do not exist.") }
            state.volumes[request.volume]?.bricks[place].brick = request.new
            state.blames[request.volume] = nil
        }
    }

    /// The new brick lacks everything until heals are allowed.
    package func addBrick(_ request: BrickAddition) async throws {
        try cluster.perform("addBrick", at: address) { state in
            guard let volume = state.volumes[request.volume] else {
                throw Failure(.toolFailed, "There is no volume \(request.volume).")
            }
            if !volume.bricks.contains(where: { $0.brick == request.new }) {
                state.setOptions(request.before, of: request.volume)
                state.volumes[request.volume]?.bricks.removeAll { $0.brick == request.leaving && $0.isArbiter }
                let left = state.volumes[request.volume] ?? volume
                guard state.hasBrick(request.new), left.bricks.count == request.count - 1 else {
                    throw Failure(.toolFailed, "The brick does not exist, or is one too many.")
                }
                state.add(request, to: left)
            }
            state.setOptions(request.after, of: request.volume)
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

}

extension SimulatedCluster.State {
    /// Whatever is stale is healed at once when heals are allowed.
    mutating func setOptions(_ options: [String: String], of volume: String) {
        volumes[volume]?.options.merge(options) { $1 }
        if options["cluster.self-heal-daemon"] == "on" { blames[volume] = nil }
    }

    mutating func add(_ request: BrickAddition, to volume: VolumeFacts) {
        let size = volume.bricks.first?.size
        volumes[volume.name]?.bricks.append(
            VolumeBrickFacts(
                brick: request.new, isArbiter: request.isArbiter, isOnline: true, port: 49152, pid: 1, size: size,
                free: size))
        volumes[volume.name]?.replicaCount = request.count
        volumes[volume.name]?.arbiterCount = request.isArbiter ? 1 : 0
        blames[volume.name] = [volume.bricks.count: 1]
    }

    func isUsed(_ brick: BrickFacts?) -> Bool {
        volumes.values.flatMap(\.bricks).contains { $0.brick.directory == brick?.directory }
    }

    func isOnline(_ brick: VolumeBrick) -> Bool {
        guard let host = hosts[brick.host], host.hasPower, host.isGlusterRunning else { return false }
        return !deadBricks.contains { brick.directory.contains($0.rawValue) }
    }

    func hasFailed(_ brick: VolumeBrick) -> Bool {
        hosts[brick.host]?.bricks.values.first { $0.directory == brick.directory }?.failure != nil
    }

    func hasBrick(_ brick: VolumeBrick) -> Bool {
        pool.contains(brick.host)
            && hosts[brick.host]?.bricks.values.contains { $0.directory == brick.directory } == true
    }
}
