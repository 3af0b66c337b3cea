package import MortarModel

/// The options of a replica set's volume, each with its reason.
package enum VolumeOptions {
    package struct Option: Sendable, Hashable {
        package var name: String
        package var value: String
        package var reason: String
        /// Whether GlusterFS does the same where nothing is set.
        package var isDefault = false
        /// Why it is not to be changed once there are images; nil where it may be.
        package var hazard: String?
    }

    /// How many threads of each host's self-heal daemon heal a volume.
    static let healThreads = "cluster.shd-max-threads"

    /// Of what size the parts of images are; a heal copies whole ones.
    package static let shard = ByteCount.mebibytes(64)

    /// Whether the self-heal daemons heal a volume.
    static let healDaemon = "cluster.self-heal-daemon"
    static let quorum = "cluster.quorum-type"
    static let granularEntryHeal = "cluster.granular-entry-heal"

    package static func options(for redundancy: Redundancy) -> [Option] { options(ofBricks: redundancy.brickCount) }

    /// - Parameter count: of a volume's bricks.
    package static func options(ofBricks count: Int) -> [Option] {
        let common = caching + transport + images
        return count == 1 ? common : common + replication
    }

    /// For a ``VolumeRequest``.
    static func dictionary(for redundancy: Redundancy) -> [String: String] {
        dictionary(ofBricks: redundancy.brickCount)
    }

    static func dictionary(ofBricks count: Int) -> [String: String] {
        Dictionary(uniqueKeysWithValues: options(ofBricks: count).map { ($0.name, $0.value) })
    }

    /// An image is opened by one QEMU, which caches itself: GlusterFS's caches only cost memory and consistency.
    private static let caching = [
        Option(name: "performance.quick-read", value: "off", reason: "Meant for small files."),
        Option(name: "performance.read-ahead", value: "off", reason: "The guest reads ahead."),
        Option(name: "performance.io-cache", value: "off", reason: "The guest caches."),
        Option(
            name: "performance.stat-prefetch", value: "on", reason: "Saves lookups; sizes stay right with sharding."),
        Option(name: "performance.low-prio-threads", value: "32", reason: "Background requests keep up with many VMs."),
        Option(
            name: "performance.strict-o-direct", value: "on",
            reason: "A write that QEMU calls direct must have reached the bricks when it is acknowledged."),
        Option(name: "network.remote-dio", value: "disable", reason: "O_DIRECT shall reach the bricks."),
    ]

    /// A host that loses its power closes no connection: how long VMs stall then is decided here.
    ///
    /// Measured with a 4 KiB write and fsync loop while a storage link was cut: 35 s with a ping timeout of 20 s alone,
    /// 5.5 s with these.
    private static let transport = [
        Option(
            name: "network.ping-timeout", value: "20",
            reason: "Low enough for guests, high enough not to drop a busy brick."),
        Option(name: "client.tcp-user-timeout", value: "5", reason: "Unacknowledged data ends the connection."),
        Option(name: "client.keepalive-time", value: "2", reason: "An idle connection is tried after this long."),
        Option(name: "client.keepalive-interval", value: "1", reason: "And again after this long,"),
        Option(name: "client.keepalive-count", value: "3", reason: "this often before it is given up."),
        Option(name: "server.tcp-user-timeout", value: "5", reason: "Locks of a dead client are freed as quickly."),
        Option(name: "server.keepalive-time", value: "2", reason: "As for clients."),
        Option(name: "server.keepalive-interval", value: "1", reason: "As for clients."),
        Option(name: "server.keepalive-count", value: "3", reason: "As for clients."),
        Option(name: "client.event-threads", value: "4", reason: "One is a bottleneck for several VMs."),
        Option(name: "server.event-threads", value: "4", reason: "As for clients."),
    ]

    private static let images = [
        Option(
            name: "features.shard", value: "on", reason: "A heal copies changed shards, not whole images.",
            hazard: "Images that were written with the other setting could not be read any more."),
        Option(name: "features.shard-block-size", value: "64MB", reason: "Few files, and still small heals."),
        Option(name: "user.cifs", value: "off", reason: "Images are not shared over SMB."),
        Option(
            name: "storage.health-check-interval", value: "10", reason: "A failed disk is noticed in 10 s, not in 30."),
    ]

    private static let replication = [
        Option(name: "cluster.eager-lock", value: "enable", reason: "One lock for many writes of the same image."),
        Option(name: quorum, value: "auto", reason: "A minority never writes: no split-brain."),
        Option(name: "cluster.server-quorum-type", value: "server", reason: "Bricks cut off from the pool stop."),
        Option(name: "cluster.data-self-heal-algorithm", value: "full", reason: "Copying a shard beats comparing it."),
        Option(name: "cluster.locking-scheme", value: "granular", reason: "A heal does not block the whole image."),
        Option(name: granularEntryHeal, value: "enable", reason: "Only changed names are compared."),
        Option(
            name: healDaemon, value: "on", reason: "What a copy has missed is healed without a word.",
            isDefault: true),
        Option(name: healThreads, value: "8", reason: "Several shards heal at once."),
        // A sweep ends when it finds nothing to do, also while another daemon is about to find more: seen after the root of a
        // new brick was healed, with 10 entries left for the usual 600 s.
        Option(name: "cluster.heal-timeout", value: "20", reason: "What a sweep has missed waits 20 s, not 10 min."),
        Option(name: "cluster.shd-wait-qlength", value: "10000", reason: "A long outage touches many shards."),
        Option(
            name: "cluster.choose-local", value: "on",
            reason: "Reads stay on the host: 425 against 45 MiB/s on a 400 Mbit/s storage network."),
    ]
}
