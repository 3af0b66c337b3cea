import AgentAPI
import Foundation
import MortarModel

/// One filled value of each type that travels.
enum Sample {
    static let brick = BrickFacts(
        id: BrickID(rawValue: "b1"), device: "/dev/vdb", isMounted: true, size: .gibibytes(8), free: .gibibytes(7),
        directory: "/var/lib/mortar/bricks/b1/brick", provisioning: "plain")
    static let volumeBrick = VolumeBrick(host: "10.88.1.11", directory: brick.directory)
    static let volume = VolumeFacts(
        id: "9f", name: "data-1", type: "Replicate", isStarted: true, replicaCount: 3, arbiterCount: 0,
        bricks: [
            VolumeBrickFacts(
                brick: volumeBrick, isArbiter: false, isOnline: true, port: 49152, pid: 7, size: .gibibytes(8),
                free: nil)
        ], options: ["features.shard": "on"])
    static let task = VolumeTask(
        id: "t", kind: .removal, state: .inProgress, bricks: [volumeBrick], files: 3, bytes: .mebibytes(2), lookups: 4,
        failures: 1, skipped: 2)
    static let use = VolumeUse(guests: ["web"], mountPoints: ["/mnt"])
    static let directory = DirectoryFacts(
        path: "/srv/b", content: .empty, mountPoint: "/srv", device: "/dev/sdb", isOwnBrick: false)
    static let shape = VolumeShape(bricks: [volumeBrick], copies: 3, hasArbiter: true, force: true)
    static let volumeChanges: [VolumeChange] = [
        .create(shape, options: ["features.shard": "on"]), .start(force: true), .stop(force: false),
        .resetOptions(name: nil, force: true), .addBricks(shape, addsCopies: true), .startRebalance(.layoutOnly),
        .stopRebalance, .startRemoval([volumeBrick]), .stopRemoval([volumeBrick]), .commitRemoval([volumeBrick]),
        .reduce(copies: 2, without: [volumeBrick]), .resetBrick(volumeBrick), .heal, .startProfile, .stopProfile,
    ]
    static let volumeRequest = VolumeRequest(
        name: "data-1", redundancy: .threeCopies, bricks: [volumeBrick], options: ["features.shard": "on"])
    static let heals = HealSummary(
        bricks: [.init(brick: volumeBrick, isConnected: true, pending: 3, splitBrain: nil)])
    static let poolIdentity = PoolIdentity(
        uuid: "u2", peers: [PeerFacts(uuid: "u1", names: ["10.88.1.11"], isConnected: true)])
    static let blames = BrickBlames(brick: volumeBrick, stale: [2: 7])
    static let connections = BrickConnections(brick: volumeBrick, clients: ["10.88.1.12": 2])
    static let brickAddition = BrickAddition(
        volume: "data-1", new: VolumeBrick(host: "10.0.1.2", directory: "/bricks/new/brick"), isArbiter: true,
        leaving: VolumeBrick(host: "10.0.1.3", directory: "/bricks/old/brick"), count: 3,
        before: ["cluster.quorum-type": "auto"], after: ["cluster.self-heal-daemon": "off"])
    static let replacement = BrickReplacement(
        volume: "data-1", old: volumeBrick, new: VolumeBrick(host: "10.88.1.14", directory: "/bricks/n/brick"))
    static let splitBrains = SplitBrainList(
        entries: [.init(gfid: "g-1", path: "/images/é"), .init(gfid: "g-2", path: nil)], isComplete: true)
    static let copies = BrickCopiesRequest(directory: "/bricks/1/brick", gfids: ["g-1", "g-2"])
    static let copy = BrickCopy(
        gfid: "g-1", isFile: true, size: .mebibytes(4), modified: Date(timeIntervalSince1970: 1_700_000_000),
        access: "64055:64055 600", name: "é", blames: [0, 2], checksum: nil)
    static let resolution = SplitBrainResolution(volume: "data-1", gfid: "g-1", source: volumeBrick)
    static let image = ImageRequest(
        reference: ImageReference(volume: "data-1", path: "images/ä & b?.raw"), size: .mebibytes(64))
    static let copyRequest = DiskCopyRequest(
        disk: DiskID(rawValue: "d1"), source: image.reference,
        target: ImageReference(volume: "data-2", path: "images/ä.raw"), vm: VMID(rawValue: "v1"), access: .libgfapi,
        servers: ["h1", "h2"], bandwidth: .mebibytes(50))
    static let copyFacts = DiskCopyFacts(.copying, copied: .mebibytes(3), total: .mebibytes(64))
    static let vm = VMFacts(
        id: VMID(rawValue: "v1"), name: "wéb", state: .running, reason: nil, memory: .mebibytes(256), cpus: 2,
        access: .fuse)
    static let writes = GuestWrites(vm: vm.id, requests: 7, time: .nanoseconds(1_000_000_007))
    static let vmRequest = VMRequest(
        id: vm.id, name: vm.name, cpus: 2, memory: vm.memory,
        disks: [
            .init(id: DiskID(rawValue: "d1"), image: image.reference, access: .libgfapi, servers: ["h1", "h2"])
        ], cloudInit: CloudInit(userData: "#cloud-config\n"))
    static let facts = HostFacts(
        observed: Date(timeIntervalSinceReferenceDate: 800_000_000.125), bootID: "7c", hostname: "h1",
        operatingSystem: "Debian GNU/Linux 12 (bookworm)", kernel: "6.1.0",
        versions: SoftwareVersions(agent: "0.1.0", gluster: "10.3", libvirt: nil, qemu: "7.2.15"),
        cpus: CPUFacts(count: 8, model: "EPYC", load: 0.25),
        memory: MemoryFacts(total: .gibibytes(16), available: .gibibytes(12)), hasKVM: true,
        libgfapi: SelfTest(.untried, detail: ""),
        nics: [
            NICFacts(
                name: "host0", mac: "52:54:00:00:00:01", mtu: 1500, isUp: true, addresses: ["10.88.0.11/24"],
                receivedBytes: 5, sentBytes: 6)
        ],
        devices: [
            DeviceFacts(
                path: "/dev/vdb", stablePath: "/dev/disk/by-id/x", size: .gibibytes(8), model: nil, serial: "S1",
                isRotational: false, use: .brick(brick.id)),
            DeviceFacts(
                path: "/dev/vdc", stablePath: "/dev/vdc", size: .gibibytes(8), model: "M", serial: nil,
                isRotational: true, use: .occupied("mounted on /")),
        ], bricks: [brick], mounts: ["data-1"],
        gluster: GlusterFacts(
            isRunning: true, uuid: "u1", peers: [PeerFacts(uuid: "u2", names: ["h2"], isConnected: true)]),
        vms: [vm], migrations: MigrationFacts(address: "10.88.0.11", authority: "CA"), machineID: "5b1f")
    static let keyRequests = MigrationKeyRequests(libvirt: "CSR 1", qemu: "CSR 2")
    static let door = MigrationDoor(
        address: "10.88.0.11", authority: "CA", libvirtCertificate: "C 1", qemuCertificate: "C 2")
    static let hardware = VMHardware(isEmulated: false, machine: "pc-q35-7.2", processor: "<cpu/>")
    static let order = VMMigrationOrder(
        id: vm.id, address: "10.88.0.12", bandwidth: 60, converges: true, allowsPostCopy: false)
    static let migrationReport = MigrationReport(
        isGoingOn: true,
        progress: MigrationProgress(
            elapsed: .milliseconds(1_500), total: .mebibytes(256), sent: .mebibytes(98), remaining: .mebibytes(12),
            rate: .mebibytes(200), downtime: .milliseconds(183), throttle: 20))
    static let pendingUpgrades = PendingUpgrades(
        packages: [
            .init(name: "qemu-system-x86", installed: "1:7.2", candidate: "1:7.3"),
            .init(name: "linux-image-6.1.0-40-amd64", installed: nil, candidate: "6.1.153-1"),
        ], rebootReason: "it is old")
    static let upgradeFailure = Failure(.toolFailed, "It broke.", cause: "dpkg", correction: "Look.")
}
