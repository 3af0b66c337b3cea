import BlockDeviceKit
import GlusterKit
package import HostCommand
package import Logging
import MortarModel

/// Brings back, when the agent starts, what should have been mounted at boot.
///
/// systemd mounts bricks when udev tells it of their devices and volumes when the network is up; where udev does not run
/// or the other hosts were not up yet, nobody would ever try again.
package struct MissingMounts: Sendable {
    private let bricks: Bricks
    private let volumes: VolumeMounts
    private let gluster: Gluster
    private let commands: any CommandRunner
    private let logger: Logger

    package init(
        _ commands: any CommandRunner, bricks: Bricks, volumes: VolumeMounts, logger: Logger
    ) {
        self.commands = commands
        self.bricks = bricks
        self.volumes = volumes
        self.logger = logger
        gluster = Gluster(commands)
    }

    /// Tries until everything that has a mount unit and a device is mounted and the bricks that came late run.
    ///
    /// - Parameter pause: after the first failure; it doubles up to a minute.
    package func restore(pause first: Duration = .seconds(2)) async throws {
        var late: Set<BrickID> = []
        var pause = first
        var told = ""
        while true {
            do {
                late.formUnion(try await bricks.mountMissing())
                try await startBricks(late)
                late = []
                return try await mountVolumes()
            } catch let cancellation as CancellationError {
                throw cancellation
            } catch {
                if "\(error)" != told {
                    logger.warning("a mount is missing since boot", metadata: ["error": "\(error)"])
                    told = "\(error)"
                }
            }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(60))
        }
    }

    /// Starts the processes of bricks whose file systems were missing when glusterd started.
    private func startBricks(_ late: Set<BrickID>) async throws {
        if late.isEmpty { return }
        let own = try await gluster.uuid()
        let directories = Set(late.map(BrickLayout.directory))
        let dead = try await gluster.brickStatus().filter { brick in
            brick.hostUUID == own && directories.contains(brick.brick.directory) && !brick.isOnline
        }
        for volume in Set(dead.map(\.volume)).sorted() {
            try await gluster.start(volume, force: true)
            logger.notice("started the bricks of a volume that were mounted late", metadata: ["volume": "\(volume)"])
        }
    }

    /// Tries every one of them; throws the first failure in the end.
    private func mountVolumes() async throws {
        let units = try await MountUnits(commands).mountPoints(below: MountLayout.folder)
        let mounted = try await volumes.mounted()
        var failure: (any Error)?
        for volume in units.compactMap({ MountLayout.volume(mountedOn: $0) }) where !mounted.contains(volume) {
            do {
                try await volumes.mountAgain(volume)
                logger.notice("mounted a volume that was missing since boot", metadata: ["volume": "\(volume)"])
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }
}
