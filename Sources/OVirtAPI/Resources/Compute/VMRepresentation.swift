package import Foundation
package import MortarModel

/// A virtual machine.
package struct VMRepresentation: Resource {
    package static let element = "vm"
    package static let collection = "vms"
    package static let path = "vms"

    package var id: String?
    package var href: String?
    package var name: String?
    package var description: String?
    package var comment: String?
    package var status: String?
    /// Why the status is what it is, where there is something to say.
    package var statusDetail: String?
    package var cluster: Linked<ClusterRepresentation>?
    /// Where it runs; nil while it is down.
    package var host: Linked<HostRepresentation>?
    package var template: Reference?
    package var cpu: CPURepresentation?
    /// In bytes.
    package var memory: Int64?
    package var memoryPolicy: MemoryPolicyRepresentation?
    package var initialization: InitializationRepresentation?
    package var created: Date?
    package var started: Date?
    package var stopped: Date?
    /// Mortar's own: how the running VM reaches its disks, `libgfapi` or `fuse`.
    package var diskAccess: String?
    /// Mortar's own: how it is to reach them from its next start or migration on.
    package var diskAccessPolicy: VMDiskAccessChoice?
    package var fixed = VMFixtures()
    package var diskAttachments: [DiskAttachmentRepresentation]?

    package init() {}

    /// An answer, with all that is the same in every VM.
    package init(id: String) {
        self.id = id
        href = Self.href(id)
        comment = ""
        template = .blankTemplate
        fixed = .answer
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        coder.actions(["start", "stop", "shutdown"])
        try coder.value("name", &name)
        try coder.value("description", &description)
        try coder.value("comment", &comment)
        try coder.collection("disk_attachments", at: "diskattachments", &diskAttachments)
        for relation in Self.emptyCollections { coder.link(relation) }
        try coder.object("cluster", &cluster)
        try coder.object("cpu", &cpu)
        try coder.value("creation_time", &created)
        try coder.value("disk_access", &diskAccess)
        try coder.choice("disk_access_policy", &diskAccessPolicy)
        try coder.object("host", &host)
        try coder.object("initialization", &initialization)
        try coder.value("memory", &memory)
        try coder.object("memory_policy", &memoryPolicy)
        try coder.value("start_time", &started)
        try coder.value("status", &status)
        try coder.value("status_detail", &statusDetail)
        try coder.value("stop_time", &stopped)
        try coder.object("template", &template)
        try fixed.describe(with: &coder)
    }

    /// Sub-collections that clients look for and that Mortar's VMs have nothing in.
    package static let emptyCollections = [
        "affinitylabels", "cdroms", "graphicsconsoles", "hostdevices", "nics", "snapshots", "tags", "watchdogs",
    ]
}

/// How a VM is to reach its disks; `cluster` leaves it to its cluster.
package enum VMDiskAccessChoice: String, Sendable, CaseIterable {
    case cluster, auto, libgfapi, fuse
}

/// What a guest is told when it starts for the first time.
package struct InitializationRepresentation: Representation {
    package var hostName: String?
    /// The `user-data` document of cloud-init.
    package var customScript: String?
    /// Mortar's own: the `meta-data` document of cloud-init.
    package var metaData: String?
    /// Mortar's own: the `network-config` document of cloud-init.
    package var networkConfig: String?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("custom_script", &customScript)
        try coder.value("host_name", &hostName)
        try coder.value("meta_data", &metaData)
        try coder.value("network_config", &networkConfig)
    }
}
