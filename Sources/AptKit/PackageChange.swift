/// What would become of one package.
public struct PackageChange: Sendable, Hashable {
    /// With its architecture where it is not the host's own, as `libc6:i386`.
    public var name: String
    /// The version that is installed; nil for a package that would be new.
    public var installed: String?
    /// The version that would be installed; nil for a package that would be removed.
    public var candidate: String?

    public init(name: String, installed: String?, candidate: String?) {
        self.name = name
        self.installed = installed
        self.candidate = candidate
    }
}

extension PackageChange {
    /// Reads a line of `apt-get --simulate`, whose form scripts may rely on (apt-get(8)): `Inst name [old] (new origin [arch])`
    /// and `Remv name [old]`; nil for every other line.
    init?(simulated line: Substring) {
        let words = line.split(separator: " ")
        guard words.count >= 3, words[0] == "Inst" || words[0] == "Remv" else { return nil }
        name = String(words[1])
        installed = words[2].first == "[" ? String(words[2].dropFirst().prefix { $0 != "]" }) : nil
        candidate = nil
        if words[0] == "Remv" { return }
        guard let new = words.dropFirst(2).first(where: { $0.first == "(" }) else { return nil }
        candidate = String(new.dropFirst().prefix { $0 != ")" })
    }
}
