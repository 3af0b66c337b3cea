/// Lines of our own in one of libvirt's settings files; everything else in it is left as it is.
enum MarkedBlock {
    private static let begin = "# begin of settings managed by Mortar"
    private static let end = "# end of settings managed by Mortar"

    /// The file's text with exactly these settings in the block, at its end; without a block when there are none.
    ///
    /// Throws `TakenSetting` when one of them is set outside the block too: libvirt would obey the first and Mortar
    /// would not know.
    static func text(_ text: String, with settings: [(name: String, value: String)]) throws(TakenSetting) -> String {
        let rest = withoutBlock(text)
        guard !settings.isEmpty else { return rest }
        for line in rest.split(separator: "\n") {
            let name = line.prefix { $0 != "=" }.filter { !$0.isWhitespace }
            if settings.contains(where: { $0.name == name }) { throw TakenSetting(name: name) }
        }
        let lines = settings.map { "\($0.name) = \($0.value)" }
        let separator = rest.isEmpty || rest.hasSuffix("\n") ? "" : "\n"
        return rest + separator + ([begin] + lines + [end]).joined(separator: "\n") + "\n"
    }

    /// Where the end is missing nobody can tell which lines were ours: only the marks go.
    private static func withoutBlock(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.firstIndex(of: begin[...]), let last = lines[first...].firstIndex(of: end[...]) else {
            return lines.filter { $0 != begin && $0 != end }.joined(separator: "\n")
        }
        return (lines[..<first] + lines[(last + 1)...]).joined(separator: "\n")
    }
}

/// A setting that somebody made already.
struct TakenSetting: Error, CustomStringConvertible {
    var name: String

    var description: String { "“\(name)” is set already." }
}
