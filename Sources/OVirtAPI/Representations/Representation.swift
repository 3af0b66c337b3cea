package import MortarModel

/// A value of the API, described once for XML and JSON and for both directions.
package protocol Representation: Sendable, Equatable {
    /// One with nothing said.
    init()

    /// Names every element with the property that holds it, in the order of writing.
    ///
    /// A writer reads the properties, a reader sets those that it finds elements for.
    mutating func describe(with coder: inout some RepresentationCoder) throws(Failure)
}

/// A representation that stands at the root of a document and in collections.
package protocol Resource: Representation {
    /// The tag of one, `vm`.
    static var element: String { get }
    /// The tag of many, `vms`.
    static var collection: String { get }
    /// The collection's place below the root of the API, `vms`.
    static var path: String { get }
}

extension Resource {
    /// The address of the one with this identity.
    package static func href(_ id: String) -> String { "\(APIPath.root)/\(path)/\(id)" }
}

/// Where the API lives.
package enum APIPath {
    /// The entry point; every `href` starts with it.
    package static let root = "/ovirt-engine/api"
}
