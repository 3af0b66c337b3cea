import ArgumentParser

/// `mortar volume …`
struct VolumeCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "volume",
        abstract: "Make and change Gluster volumes of your own, beside the storage domains.",
        discussion: """
            Disks of VMs are on storage domains: “mortar storage” changes those. These volumes are for whatever else \
            mounts GlusterFS. Bricks are named HOST:DIRECTORY; the file systems are yours to make and mount.

            Examples:
              mortar volume create backup --copies 3 --brick h1:/srv/backup/b --brick h2:/srv/backup/b --brick \
            h3:/srv/backup/b
              mortar volume start backup
              mortar volume show backup
            """,
        subcommands: [
            VolumeList.self, VolumeShow.self, VolumeCreate.self, VolumeStart.self, VolumeStop.self, VolumeDelete.self,
            VolumeSet.self, VolumeReset.self, VolumeAddBricks.self, VolumeRemoveBricks.self, VolumeReplaceBrick.self,
            VolumeRebalance.self,
        ])
}
