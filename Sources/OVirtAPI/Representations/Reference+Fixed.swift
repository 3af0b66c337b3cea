extension Reference {
    private static let zero = "00000000-0000-0000-0000-000000000000"

    /// The template that VMs without a template have; its identity is the same in every oVirt.
    package static let blankTemplate = Reference(id: zero, href: "\(APIPath.root)/templates/\(zero)", name: "Blank")
    /// The tag above all tags; its identity is the same in every oVirt.
    package static let rootTag = Reference(id: zero, href: "\(APIPath.root)/tags/\(zero)", name: "root")
    /// The only MAC pool.
    package static let defaultMACPool = Reference(collection: "macpools", id: "58ca604b-017d-0374-0220-0000000000c4")
    /// The only quota of the data center, without limits.
    package static let defaultQuota = Reference(id: "d5a6e2a0-6f0c-4c4e-8b53-6b7f6d0c51a1")
    /// The same with its address below a data center.
    package static func defaultQuota(ofDataCenter id: String) -> Reference {
        var quota = defaultQuota
        quota.href = "\(DataCenterRepresentation.href(id))/quotas/\(quota.id ?? "")"
        return quota
    }
    /// The only disk profile, without limits.
    package static let defaultDiskProfile = Reference(
        collection: "diskprofiles", id: "0f5fb37a-2c8e-4f7e-9f43-1d4f5c0c8a11")

    /// An object of a collection at the root.
    package init(collection: String, id: String) {
        self.init(id: id, href: "\(APIPath.root)/\(collection)/\(id)")
    }
}
