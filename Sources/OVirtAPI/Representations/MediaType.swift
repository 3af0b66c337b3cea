package import MortarModel

/// The forms in which the API speaks.
package enum MediaType: Sendable, Hashable, CaseIterable {
    case xml, json

    /// For `Content-Type` and `Accept`.
    package var name: String {
        switch self {
        case .xml: "application/xml"
        case .json: "application/json"
        }
    }

    /// A document of one object, in UTF-8.
    package func encode<Root: Resource>(_ resource: Root) throws(Failure) -> [UInt8] {
        var resource = resource
        switch self {
        case .xml:
            var writer = XMLRepresentationWriter()
            try writer.element(Root.element) { writer throws(Failure) in try resource.describe(with: &writer) }
            return writer.bytes
        case .json:
            var writer = JSONRepresentationWriter()
            try writer.braces { writer throws(Failure) in try resource.describe(with: &writer) }
            return writer.bytes
        }
    }

    /// A document of many objects, which may be made as they are written.
    package func encode<Item: Resource>(list items: some Sequence<Item>) throws(Failure) -> [UInt8] {
        switch self {
        case .xml:
            var writer = XMLRepresentationWriter()
            try writer.element(Item.collection) { writer throws(Failure) in
                for var item in items {
                    try writer.element(Item.element) { writer throws(Failure) in try item.describe(with: &writer) }
                }
            }
            return writer.bytes
        case .json:
            var writer = JSONRepresentationWriter()
            try writer.braces { writer throws(Failure) in try writer.items(Item.element, items) }
            return writer.bytes
        }
    }

    /// Reads a document of one object.
    package func decode<Root: Resource>(
        _ type: Root.Type, from bytes: [UInt8], limits: DocumentLimits = .request
    ) throws(Failure) -> Root {
        try ElementReader.content(of: root(Root.element, of: bytes, limits: limits))
    }

    /// Reads a document of many objects.
    package func decode<Item: Resource>(
        listOf type: Item.Type, from bytes: [UInt8], limits: DocumentLimits = .request
    ) throws(Failure) -> [Item] {
        try ElementReader.items(Item.element, of: root(Item.collection, of: bytes, limits: limits))
    }

    private func root(_ name: String, of bytes: [UInt8], limits: DocumentLimits) throws(Failure) -> Element {
        if bytes.count > limits.size {
            throw Failure(.invalid, "The document is larger than \(ByteCount(Int64(limits.size))).")
        }
        switch self {
        case .xml:
            let root = try XMLElementParser.root(of: bytes, depthLimit: limits.depth)
            if root.name != name {
                throw Failure(.invalid, "The document's root is \(root.name) where \(name) is expected.")
            }
            return root
        case .json: return try JSONElementParser.root(of: bytes, depthLimit: limits.depth)
        }
    }
}
