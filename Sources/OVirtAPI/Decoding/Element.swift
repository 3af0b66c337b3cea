/// One element of a document that was read, whether XML or JSON.
struct Element: Sendable, Equatable {
    /// Empty for the root of a JSON document, which has no name.
    var name: String
    var id: String?
    var href: String?
    var relation: String?
    /// What stands between the tags; meaningless where there are children.
    var text = ""
    var children: [Element] = []

    init(_ name: String) {
        self.name = name
    }
}

/// How much of a document from outside is read before it is refused.
package struct DocumentLimits: Sendable {
    /// In bytes.
    package var size: Int
    /// Elements within elements.
    package var depth: Int

    package init(size: Int, depth: Int) {
        self.size = size
        self.depth = depth
    }

    /// For bodies of requests.
    package static let request = DocumentLimits(size: 1 << 20, depth: 24)
    /// For answers of a server that is trusted: lists of ten thousands of objects.
    ///
    /// JSON only: libxml2 gives up on XML beyond 10 MB.
    package static let answer = DocumentLimits(size: 256 << 20, depth: 24)
}
