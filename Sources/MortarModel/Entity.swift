/// A noun of the cluster that has an identity and a name of its own.
package protocol Entity: Sendable, Hashable, Codable {
    /// The word for it in messages and stored documents.
    static var kind: String { get }

    var id: Identifier<Self> { get }
    var name: String { get }
}
