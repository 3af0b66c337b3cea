package import Foundation
package import MortarModel

/// The entry point: what there is and where.
package struct APIRepresentation: Resource {
    package static let element = "api"
    package static let collection = "apis"
    package static let path = ""

    package var links: [Link] = []
    package var productInfo: ProductInfo?
    package var specialObjects: SpecialObjects?
    package var summary: Summary?
    package var time: Date?
    package var authenticatedUser: Reference?
    package var effectiveUser: Reference?

    package init() {}

    /// An answer with links to these collections, and a search link for those that can be searched.
    package init(collections: [String], searchable: Set<String>) {
        links = collections.flatMap { name in
            let link = Link(name, "\(APIPath.root)/\(name)")
            guard searchable.contains(name) else { return [link] }
            let parameters = name == "events" ? ";from={event_id}?search={query}" : "?search={query}"
            return [link, Link("\(name)/search", link.href + parameters)]
        }
        specialObjects = SpecialObjects()
        specialObjects?.blankTemplate = .blankTemplate
        specialObjects?.rootTag = .rootTag
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.links(&links)
        try coder.object("product_info", &productInfo)
        try coder.object("special_objects", &specialObjects)
        try coder.object("summary", &summary)
        try coder.value("time", &time)
        try coder.object("authenticated_user", &authenticatedUser)
        try coder.object("effective_user", &effectiveUser)
    }
}

extension APIRepresentation {
    /// What answers and in which version.
    package struct ProductInfo: Representation {
        package var name: String?
        package var vendor: String?
        package var version: VersionRepresentation?
        package var instanceID: String?

        package init() {}

        package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
            try coder.value("name", &name)
            try coder.value("vendor", &vendor)
            try coder.object("version", &version)
            try coder.value("instance_id", &instanceID)
        }
    }

    /// Objects that always exist.
    package struct SpecialObjects: Representation {
        package var blankTemplate: Reference?
        package var rootTag: Reference?

        package init() {}

        package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
            try coder.object("blank_template", &blankTemplate)
            try coder.object("root_tag", &rootTag)
        }
    }

    /// How many there are of what.
    package struct Summary: Representation {
        package var hosts: Count?
        package var storageDomains: Count?
        package var users: Count?
        package var vms: Count?

        package init() {}

        package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
            try coder.object("hosts", &hosts)
            try coder.object("storage_domains", &storageDomains)
            try coder.object("users", &users)
            try coder.object("vms", &vms)
        }
    }

    /// How many there are, and how many of them work.
    package struct Count: Representation {
        package var active: Int?
        package var total: Int?

        package init() {}

        package init(active: Int, total: Int) {
            self.active = active
            self.total = total
        }

        package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
            try coder.value("active", &active)
            try coder.value("total", &total)
        }
    }
}
