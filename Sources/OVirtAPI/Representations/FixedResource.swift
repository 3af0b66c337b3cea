package import MortarModel

/// Objects of oVirt of which Mortar has exactly one, which never changes.
package protocol FixedKind: Sendable {
    static var element: String { get }
    static var collection: String { get }
    static var path: String { get }
    /// What others refer to it with.
    static var reference: Reference { get }
    static var name: String { get }
}

/// The only object of its kind, for clients that look up what others refer to.
package struct FixedResource<Kind: FixedKind>: Resource {
    package static var element: String { Kind.element }
    package static var collection: String { Kind.collection }
    package static var path: String { Kind.path }

    package var reference = Reference()

    package init() {}

    /// - Parameter href: where it is, if not at the root.
    package init(href: String? = nil) {
        let id = Kind.reference.id ?? ""
        reference = Reference(id: id, href: href ?? Self.href(id), name: Kind.name)
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try reference.describe(with: &coder)
    }
}

package enum TemplateKind: FixedKind {
    package static let (element, collection, path) = ("template", "templates", "templates")
    package static let (reference, name) = (Reference.blankTemplate, "Blank")
}

package enum TagKind: FixedKind {
    package static let (element, collection, path) = ("tag", "tags", "tags")
    package static let (reference, name) = (Reference.rootTag, "root")
}

package enum MACPoolKind: FixedKind {
    package static let (element, collection, path) = ("mac_pool", "mac_pools", "macpools")
    package static let (reference, name) = (Reference.defaultMACPool, "Default")
}

package enum DiskProfileKind: FixedKind {
    package static let (element, collection, path) = ("disk_profile", "disk_profiles", "diskprofiles")
    package static let (reference, name) = (Reference.defaultDiskProfile, "Default")
}

/// Below a data center.
package enum QuotaKind: FixedKind {
    package static let (element, collection, path) = ("quota", "quotas", "quotas")
    package static let (reference, name) = (Reference.defaultQuota, "Default")
}
