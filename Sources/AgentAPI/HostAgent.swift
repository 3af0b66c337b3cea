package import MortarModel
package import NIOCore

/// What the engine can ask of a host.
///
/// Every command is idempotent: asked again, it finds what it made before and succeeds. All of them throw `Failure`;
/// `hostUnreachable` when the agent does not answer, `toolFailed` with the tool's own words when a tool does not do its work.
package protocol HostAgent: Sendable {
    // MARK: Facts

    /// Everything known of the host.
    ///
    /// - Parameter maxAge: how old what only tools can tell may be, where the kernel has told of no change since; memory, load
    ///   and VMs are those of now. ``HostFacts/observed`` is the time of the oldest part.
    func facts(maxAge: Duration) async throws -> HostFacts
    /// What changes from now on, as it happens; ends only by an error or when the reader stops.
    func changes() async throws -> any AsyncSequence<HostChange, any Error> & Sendable

    // MARK: Trusted pool

    /// Makes these the cluster's names on this host, in a block of its own in `/etc/hosts`; names of an earlier call that are missing now go away.
    func setHostNames(_ names: [HostName]) async throws
    /// Enables and starts the storage service and waits until it answers.
    func startGluster() async throws
    /// Ends the storage service, its bricks and its daemons, and keeps them from coming back at boot; mounts stay. Whether they are
    /// needed is the caller's to know.
    func stopGluster() async throws
    /// Makes the host called `name` a member of this host's trusted pool and waits until both see each other.
    func addPeer(_ name: String) async throws
    /// Takes the host called `name` out of this host's trusted pool.
    func removePeer(_ name: String) async throws

    /// Has this host take the place of a member that the pool has lost. Refused on a member of any other pool.
    func rejoinPool(_ identity: PoolIdentity) async throws

    // MARK: Bricks and volumes

    /// Makes the file system on a device that is blank, or that an earlier call of the same brick began with, and mounts it for good.
    func makeBrick(_ request: BrickRequest) async throws -> BrickFacts
    /// Unmounts a brick that Mortar made and leaves its device blank. Refused while a volume uses it.
    func removeBrick(_ id: BrickID) async throws
    /// Destroys what is on a device that a user named, and leaves it blank. Refused for what is mounted or held, and for every brick.
    func wipeDevice(_ path: String) async throws
    /// Creates the volume if it is missing, sets its options where they differ, and starts it.
    func makeVolume(_ request: VolumeRequest) async throws
    /// Sets options of a volume where they differ. `notFound` when there is no such volume.
    func setVolumeOptions(_ request: VolumeOptionsRequest) async throws
    /// Stops and deletes a volume; the bricks keep their file systems.
    func deleteVolume(_ name: String) async throws
    /// All volumes of the trusted pool with their bricks' states.
    func volumes() async throws -> [VolumeFacts]
    /// Entries that wait to be healed. Costs seconds and memory on the host: ask rarely.
    func healSummary(volume: String) async throws -> HealSummary
    /// Puts one brick in the place of another; its content comes by heals. Whether the other copies are whole is the caller's to know.
    func replaceBrick(_ request: BrickReplacement) async throws
    /// Adds one copy to a volume; its content comes by heals. Whether the other copies are whole is the caller's to know.
    func addBrick(_ request: BrickAddition) async throws
    /// What this host's bricks of a volume know to be stale on which bricks.
    func blames(volume: String) async throws -> [BrickBlames]
    /// Who is connected to the bricks of a volume; bricks that are not online are missing.
    func connections(volume: String) async throws -> [BrickConnections]
    /// Entries of which GlusterFS cannot tell which copy is right. Costs as much as ``healSummary(volume:)``.
    func splitBrains(volume: String) async throws -> SplitBrainList
    /// The copies of files that a brick of this host has, of those it has. Reads them to their end.
    func brickCopies(_ request: BrickCopiesRequest) async throws -> [BrickCopy]
    /// Makes one brick's copy of a file that of all bricks; what the others have of it is lost. A file that is not in split-brain is
    /// left alone.
    func resolveSplitBrain(_ resolution: SplitBrainResolution) async throws -> SplitBrainOutcome
    /// Mounts a volume through FUSE, for good.
    func mountVolume(_ request: MountRequest) async throws
    /// Takes a mount away again.
    func unmountVolume(_ name: String) async throws
    /// Switches the light that shows where a device is in its host on or off. `toolFailed` where it has none that can be switched.
    func blinkDevice(_ path: String, on: Bool) async throws

    // MARK: Volumes of users

    /// Changes a volume that users made or brought, or finds it changed.
    func changeVolume(_ order: VolumeOrder) async throws
    /// What GlusterFS does, or last did, on a volume by itself.
    func volumeTask(_ volume: String) async throws -> VolumeTaskReport
    /// Who uses a volume on this host. Throws when libvirt or the kernel does not tell.
    func volumeUse(_ volume: String) async throws -> VolumeUse
    /// What is at a path that may become a brick; changes nothing.
    func directory(_ path: String) async throws -> DirectoryFacts

    // MARK: Images

    /// Makes a sparse raw image of zeros.
    func makeImage(_ request: ImageRequest) async throws
    /// Fills an image with the content of an image file, raw or qcow2, which is recognised by its content; never shrinks it.
    func writeImage(
        _ request: ImageRequest, content: any AsyncSequence<ByteBuffer, any Error> & Sendable
    ) async throws
    /// Removes an image and what an unfinished write left of it.
    func deleteImage(_ reference: ImageReference) async throws

    // MARK: Copies of disks

    /// Begins to copy a disk's image to another volume, or finds the copy going on; tells how far it is.
    ///
    /// A VM goes on running with it. The copy goes on when nobody asks. The copy of a disk that nobody uses is compared with the
    /// source before it counts as complete, and has to begin anew when the agent is restarted. Throws `conflict` when the VM does not
    /// run here.
    func copyDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts
    /// How a copy stands; begins nothing. Throws why a copy of a disk that nobody uses has failed.
    func diskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts
    /// Has a complete copy become the disk's image: the VM uses it when this returns `switched`, and nothing of the source.
    ///
    /// Throws `conflict` when there is no complete copy.
    func switchDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts
    /// Ends a copy, unless it has become the disk's image; tells which of the two images counts: `none` for the source, `switched`
    /// for the target. Where the VM has ended, any host that has the source's volume can tell.
    func cancelDiskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts

    // MARK: VMs

    /// Starts a VM, or finds it running.
    func startVM(_ request: VMRequest) async throws -> VMFacts
    /// Ends a VM at once, as by pulling its plug; returns when its process is gone.
    func stopVM(_ id: VMID) async throws
    /// Asks the guest to shut down; returns when it was asked.
    func shutDownVM(_ id: VMID) async throws
    /// Has a VM go on that stands still because a disk answered with an error; tells whether it did. Others are left alone.
    func resumeVM(_ id: VMID) async throws -> Bool
    /// What the VMs that run here have written; those whose hypervisor does not tell, or not in time, are missing.
    func guestWrites() async throws -> [GuestWrites]
    /// Whether a VM is on this host, by libvirt's word and the kernel's; throws when either does not tell.
    func vmPresence(_ id: VMID) async throws -> VMPresence
    /// What the guest prints on its serial console: first what is kept of it, if wished, then as it comes.
    func consoleOutput(_ id: VMID, history: Bool) async throws -> any AsyncSequence<ByteBuffer, any Error> & Sendable
    /// Types on the guest's serial console.
    func writeToConsole(_ id: VMID, _ bytes: ByteBuffer) async throws

    // MARK: Migrations

    /// The certificate requests of this host's keys for migrations; keys are made at the first call and stay the same.
    func migrationKeyRequests() async throws -> MigrationKeyRequests
    /// Has libvirt take VMs from other hosts of the cluster, on one address and by these certificates only.
    func openMigrations(_ door: MigrationDoor) async throws
    /// Takes back what ``openMigrations(_:)`` did.
    func closeMigrations() async throws
    /// What another host must offer for a VM that runs here. `conflict` when it does not run here.
    func vmHardware(_ id: VMID) async throws -> VMHardware
    /// Makes this host ready for a VM that runs elsewhere. `conflict` with the reason when it cannot take it.
    func admitVM(_ admission: VMAdmission) async throws -> VMAdmissionAnswer
    /// Begins to move a VM from this host to another, unless that goes on already; returns at once.
    func migrateVM(_ order: VMMigrationOrder) async throws
    /// How far a VM's move is, from here, or how it went, also to here.
    func migrationReport(_ id: VMID) async throws -> MigrationReport
    /// Has the guest of a VM that is being moved from here go on at the other host at once; its memory follows.
    func startPostCopy(_ id: VMID) async throws
    /// Ends a VM's move from here; where none goes on, nothing happens. `conflict` when it is too late.
    func cancelMigration(_ id: VMID) async throws

    // MARK: Upgrades

    /// What an upgrade of this host's packages would change; changes nothing. `busy` while another program works on them.
    ///
    /// - Parameter refresh: whether to ask the package sources anew; `toolFailed` when one does not answer.
    func pendingUpgrades(refresh: Bool) async throws -> PendingUpgrades
    /// Begins to upgrade all packages, the agent's own among them, and returns at once. One that has begun is not begun again, however
    /// it went.
    func startUpgrade(_ order: UpgradeOrder) async throws
    /// How an upgrade stands.
    func upgradeReport(_ order: UpgradeOrder) async throws -> UpgradeReport
    /// Has the host reboot, and returns before it does; nothing happens once it has another boot id than the given one.
    func reboot(from bootID: String) async throws
}

extension HostAgent {
    /// Everything known of the host now.
    package func facts() async throws -> HostFacts { try await facts(maxAge: .zero) }
}
