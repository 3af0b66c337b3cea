package import AgentAPI
import MortarModel

// Volumes of users.
extension SimulatedAgent {
    package func changeVolume(_ order: VolumeOrder) async throws {
        try cluster.perform("changeVolume", at: address) { state in
            if case .create(let shape, let options) = order.change {
                try state.create(order.volume, shape, options)
            } else {
                guard let volume = state.volumes[order.volume] else {
                    throw Failure(.notFound, "There is no volume \(order.volume).")
                }
                try state.change(volume, order.change)
            }
        }
    }

    package func volumeTask(_ volume: String) async throws -> VolumeTaskReport {
        try cluster.perform("volumeTask", at: address) { state in
            guard var task = state.tasks[volume] else { return VolumeTaskReport(task: nil) }
            if !state.areTasksHeld, task.state == .inProgress {
                (task.state, task.files, task.bytes) = (.completed, 3, .mebibytes(3))
                if state.failingTasks > 0 {
                    (task.state, task.failures) = (.failed, 1)
                    state.failingTasks -= 1
                }
            }
            state.tasks[volume] = task
            return VolumeTaskReport(task: task)
        }
    }

    package func volumeUse(_ volume: String) async throws -> VolumeUse {
        try cluster.perform("volumeUse", at: address) { state in
            state.uses[address]?[volume] ?? VolumeUse()
        }
    }

    package func directory(_ path: String) async throws -> DirectoryFacts {
        try cluster.perform("directory", at: address) { state in
            state.directories[address]?[path]
                ?? DirectoryFacts(
                    path: path, content: .missing, mountPoint: "/srv", device: "/dev/sdz", isOwnBrick: false)
        }
    }
}

extension SimulatedCluster.State {
    fileprivate mutating func create(
        _ name: String, _ shape: VolumeShape, _ options: [String: String]
    ) throws {
        for brick in shape.bricks where !pool.contains(brick.host) {
            throw Failure(.toolFailed, "Host \(brick.host) is not in 'Peer in Cluster' state")
        }
        let bricks = shape.facts
        if let known = volumes[name], known.bricks.map(\.brick) != shape.bricks {
            throw Failure(.conflict, "There is a volume \(name) already.")
        }
        volumes[name] = VolumeFacts(
            id: name, name: name, type: shape.type, isStarted: false, replicaCount: shape.copies,
            arbiterCount: shape.hasArbiter ? 1 : 0, bricks: bricks, options: options)
    }

    fileprivate mutating func change(_ volume: VolumeFacts, _ change: VolumeChange) throws {
        var volume = volume
        switch change {
        case .create: break
        case .start: volume.isStarted = true
        case .stop:
            if tasks[volume.name]?.state == .inProgress { throw Failure(.toolFailed, "rebalance is in progress") }
            volume.isStarted = false
        case .resetOptions(let name?, _): volume.options[name] = nil
        case .resetOptions(nil, _): volume.options = [:]
        case .addBricks(let shape, let addsCopies): volume.add(shape, addsCopies: addsCopies)
        case .reduce(let copies, let bricks):
            volume.replicaCount = copies
            volume.bricks.removeAll { bricks.contains($0.brick) }
        case .resetBrick: blames[volume.name] = nil
        case .heal: heals[volume.name] = nil
        case .startProfile: volume.options["diagnostics.count-fop-hits"] = "on"
        case .stopProfile: volume.options["diagnostics.count-fop-hits"] = nil
        case .startRebalance, .stopRebalance, .startRemoval, .stopRemoval, .commitRemoval:
            try move(&volume, change)
        }
        volume.type =
            VolumeShape(
                bricks: volume.bricks.map(\.brick), copies: volume.replicaCount, hasArbiter: volume.arbiterCount > 0,
                force: false
            ).type
        volumes[volume.name] = volume
    }

    private mutating func move(_ volume: inout VolumeFacts, _ change: VolumeChange) throws {
        let id = "task-\(calls.count)"
        switch change {
        case .startRebalance:
            if tasks[volume.name]?.state == .inProgress { return }
            tasks[volume.name] = VolumeTask(id: id, kind: .rebalance, state: .inProgress)
        case .stopRebalance:
            if tasks[volume.name]?.state == .inProgress { tasks[volume.name]?.state = .stopped }
        case .startRemoval(let bricks):
            if tasks[volume.name]?.bricks == bricks { return }
            tasks[volume.name] = VolumeTask(id: id, kind: .removal, state: .inProgress, bricks: bricks)
        case .stopRemoval: tasks[volume.name] = nil
        case .commitRemoval(let bricks):
            if tasks[volume.name]?.state == .inProgress { throw Failure(.toolFailed, "migration is in progress") }
            volume.bricks.removeAll { bricks.contains($0.brick) }
            tasks[volume.name] = nil
        default: break
        }
    }
}

extension VolumeFacts {
    fileprivate mutating func add(_ shape: VolumeShape, addsCopies: Bool) {
        if bricks.contains(where: { shape.bricks.contains($0.brick) }) { return }
        if addsCopies { (replicaCount, arbiterCount) = (shape.copies, shape.hasArbiter ? 1 : 0) }
        bricks += shape.facts
    }
}

extension VolumeShape {
    fileprivate var facts: [VolumeBrickFacts] {
        bricks.enumerated().map { index, brick in
            VolumeBrickFacts(
                brick: brick, isArbiter: hasArbiter && index % copies == copies - 1, isOnline: true, port: 49200,
                pid: 1, size: .gibibytes(8), free: .gibibytes(8))
        }
    }

    fileprivate var type: String {
        if copies == 1 { return "Distribute" }
        return bricks.count > copies ? "Distributed-Replicate" : "Replicate"
    }
}
