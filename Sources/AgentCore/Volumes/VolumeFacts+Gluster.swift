import AgentAPI
import GlusterKit
import MortarModel

extension VolumeFacts {
    /// - Parameter states: of the bricks of any volumes. While another command works on a volume, GlusterFS leaves it out.
    init(_ volume: GlusterVolume, _ states: [GlusterBrickStatus]) {
        let own = states.filter { $0.volume == volume.name }
        self.init(
            id: volume.id, name: volume.name, type: volume.type, isStarted: volume.isStarted,
            isStatusKnown: !volume.isStarted || !own.isEmpty, replicaCount: volume.replicaCount,
            arbiterCount: volume.arbiterCount,
            bricks: volume.bricks.map { brick in
                VolumeBrickFacts(brick, own.first { $0.brick == brick.brick })
            },
            options: volume.options)
    }
}

extension VolumeBrickFacts {
    fileprivate init(_ brick: GlusterVolume.Brick, _ state: GlusterBrickStatus?) {
        self.init(
            brick: VolumeBrick(host: brick.brick.host, directory: brick.brick.directory),
            isArbiter: brick.isArbiter, isOnline: state?.isOnline ?? false, port: state?.port, pid: state?.pid,
            size: state?.size.map { ByteCount($0) }, free: state?.free.map { ByteCount($0) })
        hostUUID = brick.hostUUID
    }
}

extension HealSummary.Brick {
    init(_ summary: GlusterHealSummary) {
        self.init(
            brick: VolumeBrick(host: summary.brick.host, directory: summary.brick.directory),
            isConnected: summary.isConnected, pending: summary.total, splitBrain: summary.splitBrain)
    }
}
