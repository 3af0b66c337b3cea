package import AgentAPI
import GlusterKit
import MortarModel

extension Volumes {
    /// What GlusterFS does, or last did, on a volume by itself.
    package func task(_ name: String) async throws -> VolumeTaskReport {
        try await explaining(
            "What GlusterFS does on the volume \(name) could not be asked.", objects: ["volume \(name)"]
        ) {
            guard try await required(name).isStarted else { return VolumeTaskReport(task: nil) }
            return VolumeTaskReport(task: try await gluster.task(of: name).map { VolumeTask($0) })
        }
    }

    /// Begins or ends the moving of data, unless it was begun or ended.
    func move(_ volume: GlusterVolume, _ change: VolumeChange) async throws {
        let task = volume.isStarted ? try await gluster.task(of: volume.name) : nil
        switch change {
        case .startRebalance(let mode):
            if task?.kind == .rebalance, task?.state == .inProgress { return }
            try await gluster.startRebalance(of: volume.name, Gluster.RebalanceMode(mode))
        case .stopRebalance:
            if task?.kind == .rebalance, task?.state == .inProgress { try await gluster.stopRebalance(of: volume.name) }
        case .startRemoval(let bricks):
            let bricks = bricks.map { GlusterBrick($0) }
            if case .removal(let leaving)? = task?.kind, Set(leaving) == Set(bricks) {
                guard task?.state == .failed else { return }
                // GlusterFS refuses to begin anew beside what is left of the attempt that failed.
                try await gluster.stopRemoval(of: bricks, from: volume.name)
            }
            try await gluster.startRemoval(of: bricks, from: volume.name)
        case .stopRemoval(let bricks):
            guard case .removal? = task?.kind else { return }
            try await gluster.stopRemoval(of: bricks.map { GlusterBrick($0) }, from: volume.name)
        case .commitRemoval(let bricks):
            let bricks = bricks.map { GlusterBrick($0) }
            if Set(bricks).isDisjoint(with: volume.bricks.map(\.brick)) { return }
            try await gluster.commitRemoval(of: bricks, from: volume.name)
        default: break
        }
    }
}

extension Gluster.RebalanceMode {
    fileprivate init(_ mode: RebalanceMode) {
        switch mode {
        case .balanced: self = .balanced
        case .forced: self = .forced
        case .layoutOnly: self = .layoutOnly
        }
    }
}

extension VolumeTask {
    fileprivate init(_ task: GlusterTask) {
        var bricks: [GlusterBrick] = []
        if case .removal(let removed) = task.kind { bricks = removed }
        self.init(
            id: task.id, kind: task.kind == .rebalance ? .rebalance : .removal, state: State(task.state),
            bricks: bricks.map { VolumeBrick($0) }, files: task.files, bytes: ByteCount(task.bytes),
            lookups: task.lookups, failures: task.failures, skipped: task.skipped)
    }
}

extension VolumeTask.State {
    fileprivate init(_ state: GlusterTask.State) {
        switch state {
        case .notStarted: self = .notStarted
        case .inProgress: self = .inProgress
        case .stopped: self = .stopped
        case .completed: self = .completed
        case .failed: self = .failed
        }
    }
}
