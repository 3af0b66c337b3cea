package import MortarModel

/// What clusters and storage domains belong to.
package struct DataCenterRepresentation: Resource {
    package static let element = "data_center"
    package static let collection = "data_centers"
    package static let path = "datacenters"

    package var id: String?
    package var href: String?
    package var name: String?
    package var description: String?
    package var comment: String?
    /// Whether its storage is that of one host only.
    package var local: Bool?
    package var quotaMode: String?
    package var status: String?
    package var storageFormat: String?
    package var version: VersionRepresentation?
    package var supportedVersions: [VersionRepresentation]?
    package var macPool: Reference?
    package var clusters: [ClusterRepresentation]?
    package var storageDomains: [StorageDomainRepresentation]?

    package init() {}

    /// An answer, with all that is the same in every data center.
    package init(id: String) {
        self.id = id
        href = Self.href(id)
        description = ""
        comment = ""
        local = false
        quotaMode = "disabled"
        storageFormat = "v5"
        version = .compatibility
        supportedVersions = [.compatibility]
        macPool = .defaultMACPool
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        try coder.value("description", &description)
        try coder.value("comment", &comment)
        try coder.collection("clusters", at: "clusters", &clusters)
        try coder.collection("storage_domains", at: "storagedomains", &storageDomains)
        try coder.value("local", &local)
        try coder.object("mac_pool", &macPool)
        try coder.value("quota_mode", &quotaMode)
        try coder.value("status", &status)
        try coder.value("storage_format", &storageFormat)
        try coder.list("supported_versions", of: "version", &supportedVersions)
        try coder.object("version", &version)
    }
}
