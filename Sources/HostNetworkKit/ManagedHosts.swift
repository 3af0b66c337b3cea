/// A block of our own in a hosts file; everything else in it is left as it is.
public enum ManagedHosts {
    private static let begin = "# begin of names managed by Mortar"
    private static let end = "# end of names managed by Mortar"

    /// The file's text with exactly these names in the block; without a block when there are no names.
    ///
    /// Lines outside the block that give one of the names another address would win or lose by chance of order: they stay,
    /// and the block comes first.
    public static func text(_ text: String, with names: [(name: String, address: String)]) -> String {
        let rest = withoutBlock(text)
        guard !names.isEmpty else { return rest }
        let lines = names.map { "\($0.address) \($0.name)" }
        return ([begin] + lines + [end]).joined(separator: "\n") + "\n" + rest
    }

    /// Where the end is missing nobody can tell which lines were ours: only the marks go.
    private static func withoutBlock(_ text: String) -> String {
        var rest = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        var kept: [Substring] = []
        while let first = rest.firstIndex(of: begin[...]) {
            kept += rest[..<first]
            rest = rest[(first + 1)...]
            let nextBlock = rest.firstIndex(of: begin[...]) ?? rest.endIndex
            if let last = rest[..<nextBlock].firstIndex(of: end[...]) { rest = rest[(last + 1)...] }
        }
        return (kept + rest.filter { $0 != end }).joined(separator: "\n")
    }
}
