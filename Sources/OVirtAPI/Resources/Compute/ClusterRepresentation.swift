package import MortarModel

/// The hosts that run VMs and storage together.
package struct ClusterRepresentation: Resource {
    package static let element = "cluster"
    package static let collection = "clusters"
    package static let path = "clusters"

    package var id: String?
    package var href: String?
    package var name: String?
    package var description: String?
    package var comment: String?
    package var dataCenter: Linked<DataCenterRepresentation>?
    package var cpu: CPURepresentation?
    package var version: VersionRepresentation?
    package var supportedVersions: [VersionRepresentation]?
    /// Mortar's own: how the cluster's VMs reach their disks.
    package var diskAccess: DiskAccessChoice?
    /// Mortar's own.
    package var repairPolicy: RepairPolicyRepresentation?
    package var locality: LocalityPolicyRepresentation?
    package var policies = ClusterPolicies()
    package var glusterVolumes: [GlusterVolumeRepresentation]?

    package init() {}

    /// An answer, with all that is the same in every cluster.
    package init(id: String) {
        self.id = id
        href = Self.href(id)
        description = ""
        comment = ""
        version = .compatibility
        supportedVersions = [.compatibility]
        policies = .fixed
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        try coder.value("description", &description)
        try coder.value("comment", &comment)
        coder.link("affinitygroups")
        coder.link("networks")
        try coder.collection("gluster_volumes", at: "glustervolumes", &glusterVolumes)
        try coder.object("cpu", &cpu)
        try coder.object("data_center", &dataCenter)
        try coder.choice("disk_access", &diskAccess)
        try coder.object("repair_policy", &repairPolicy)
        try coder.object("locality_policy", &locality)
        try coder.list("supported_versions", of: "version", &supportedVersions)
        try coder.object("version", &version)
        try policies.describe(with: &coder)
    }
}

/// How VMs reach their disks, as a cluster is told.
package enum DiskAccessChoice: String, Sendable, CaseIterable {
    case auto, libgfapi, fuse
}
