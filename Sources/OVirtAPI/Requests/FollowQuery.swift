package import MortarModel

/// Which links of an answer are wanted in full: `disk_attachments.disk,host`.
package struct FollowQuery: Sendable, Equatable {
    private var branches: [String: FollowQuery] = [:]
    private static let depthLimit = 8

    /// Nothing is wanted in full.
    package static let nothing = FollowQuery()

    private init() {}

    /// Reads the parameter `follow`; names may be written with or without `_`, as relations of links are without.
    ///
    /// Throws `invalid` for more than 8 links in a row: no object has as many.
    package init(_ text: String?) throws(Failure) {
        for path in (text ?? "").split(separator: ",") {
            let names = path.split(separator: ".").map { Self.key($0) }.filter { !$0.isEmpty }
            if names.count > Self.depthLimit {
                throw Failure(
                    .invalid, "The links to follow are \(names.count) deep.",
                    correction: "Follow at most \(Self.depthLimit) links in a row.")
            }
            insert(names[...])
        }
    }

    package var isEmpty: Bool { branches.isEmpty }

    /// Whether the link of this name is wanted in full.
    package func includes(_ name: String) -> Bool { branches[Self.key(name)] != nil }

    /// What is wanted in full within what is behind the link.
    package func within(_ name: String) -> FollowQuery { branches[Self.key(name)] ?? .nothing }

    /// Refuses a query for links that the objects do not have.
    package func check(against known: [String]) throws(Failure) {
        let known = Set(known.map(Self.key))
        guard let unknown = branches.keys.sorted().first(where: { !known.contains($0) }) else { return }
        throw Failure(
            .invalid, "There is no link \(unknown) to follow.",
            correction: known.isEmpty
                ? "Ask without the parameter follow."
                : "Follow one of \(known.sorted().joined(separator: ", ")).")
    }

    private mutating func insert(_ path: ArraySlice<String>) {
        guard let first = path.first else { return }
        branches[first, default: FollowQuery()].insert(path.dropFirst())
    }

    private static func key(_ name: some StringProtocol) -> String {
        name.lowercased().filter { $0 != "_" && !$0.isWhitespace }
    }
}
