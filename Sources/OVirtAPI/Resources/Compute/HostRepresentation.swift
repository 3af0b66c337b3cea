package import MortarModel

/// A machine that runs an agent, VMs, bricks or both.
package struct HostRepresentation: Resource {
    package static let element = "host"
    package static let collection = "hosts"
    package static let path = "hosts"

    package var id: String?
    package var href: String?
    package var name: String?
    package var description: String?
    package var comment: String?
    package var address: String?
    package var cluster: Linked<ClusterRepresentation>?
    package var status: String?
    /// Why the status is what it is, where there is something to say.
    package var statusDetail: String?
    package var cpu: CPURepresentation?
    /// In bytes.
    package var memory: Int64?
    /// What a new VM could have, in bytes.
    package var maxSchedulingMemory: Int64?
    package var operatingSystem: OperatingSystemRepresentation?
    package var version: VersionRepresentation?
    package var libvirtVersion: VersionRepresentation?
    package var summary: VMSummary?
    /// Nil for a host that does not carry the engine.
    package var hostedEngine: HostedEngineRepresentation?
    package var fixed = HostFixtures()
    package var mortar = HostExtension()
    package var enrolment = HostEnrolment()
    package var devices: [BlockDeviceRepresentation]?

    package init() {}

    /// An answer, with all that is the same in every host.
    package init(id: String) {
        self.id = id
        href = Self.href(id)
        description = ""
        comment = ""
        fixed = .answer
        operatingSystem = OperatingSystemRepresentation()
        operatingSystem?.customKernelCommandLine = ""
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        coder.actions(["activate", "deactivate", "replace", "upgrade", "upgradecheck"])
        try coder.value("name", &name)
        try coder.value("description", &description)
        try coder.value("comment", &comment)
        try coder.collection("block_devices", at: "blockdevices", &devices)
        try coder.value("address", &address)
        try coder.object("cluster", &cluster)
        try coder.object("cpu", &cpu)
        try coder.object("hosted_engine", &hostedEngine)
        try coder.object("libvirt_version", &libvirtVersion)
        try coder.value("max_scheduling_memory", &maxSchedulingMemory)
        try coder.value("memory", &memory)
        try coder.object("os", &operatingSystem)
        try coder.value("status", &status)
        try coder.value("status_detail", &statusDetail)
        try coder.object("summary", &summary)
        try coder.object("version", &version)
        try fixed.describe(with: &coder)
        try mortar.describe(with: &coder)
        try enrolment.describe(with: &coder)
    }
}

/// The engine, on the host that carries it.
package struct HostedEngineRepresentation: Representation {
    /// Whether it runs there now.
    package var isActive: Bool?

    package init() {}

    package init(isActive: Bool) {
        self.isActive = isActive
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("active", &isActive)
    }
}

/// How many VMs a host has.
package struct VMSummary: Representation {
    package var active: Int?
    package var migrating: Int?
    package var total: Int?

    package init() {}

    package init(active: Int, migrating: Int, total: Int) {
        self.active = active
        self.migrating = migrating
        self.total = total
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("active", &active)
        try coder.value("migrating", &migrating)
        try coder.value("total", &total)
    }
}
