package import MortarModel

/// A Gluster volume of a cluster.
package struct GlusterVolumeRepresentation: Resource {
    package static let element = "gluster_volume"
    package static let collection = "gluster_volumes"
    package static let path = "glustervolumes"

    package var id: String?
    package var href: String?
    package var name: String?
    package var status: String?
    package var type: String?
    package var replicaCount: Int?
    package var disperseCount: Int?
    package var redundancyCount: Int?
    /// Mortar's own: bricks of each group that hold no data.
    package var arbiterCount: Int?
    package var transportTypes: [String]?
    package var options: [OptionRepresentation]?
    package var cluster: Linked<ClusterRepresentation>?
    package var bricks: [BrickRepresentation]?
    /// Mortar's own: the set that it is; nil for volumes of users, which alone can be changed here.
    package var replicaSet: Linked<ReplicaSetRepresentation>?
    /// Mortar's own: what GlusterFS does on it by itself, or last did; nil where that is nothing.
    package var task: VolumeTaskRepresentation?
    /// Mortar's own; nil while nothing is known of what waits.
    package var heal: HealRepresentation?

    package init() {}

    /// An answer.
    package init(id: String, cluster: String) {
        self.id = id
        href = Self.href(id, cluster: cluster)
        self.cluster = Linked(id: cluster)
        disperseCount = 0
        redundancyCount = 0
        transportTypes = ["tcp"]
    }

    /// The address of the one with this identity.
    package static func href(_ id: String, cluster: String) -> String {
        "\(ClusterRepresentation.href(cluster))/\(path)/\(id)"
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        coder.actions([
            "rebalance", "resetalloptions", "resetoption", "setoption", "start", "startprofile", "stop", "stopprofile",
            "stoprebalance",
        ])
        if bricks == nil {
            coder.link("glusterbricks")
            // oVirt's SDK looks for the bricks under a relation of their own.
            var links = href.map { [Link("bricks", "\($0)/\(BrickRepresentation.path)")] } ?? []
            coder.links(&links)
        }
        try coder.value("arbiter_count", &arbiterCount)
        try coder.list("bricks", of: "brick", &bricks)
        try coder.object("cluster", &cluster)
        try coder.value("disperse_count", &disperseCount)
        try coder.object("heal", &heal)
        try coder.list("options", of: "option", &options)
        try coder.value("redundancy_count", &redundancyCount)
        try coder.value("replica_count", &replicaCount)
        try coder.object("replica_set", &replicaSet)
        try coder.value("status", &status)
        try coder.object("task", &task)
        try coder.words("transport_types", of: "transport_type", &transportTypes)
        try coder.value("volume_type", &type)
    }
}

/// A name and what is set for it.
package struct OptionRepresentation: Representation {
    package var name: String?
    package var value: String?

    package init() {}

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("name", &name)
        try coder.value("value", &value)
    }
}
