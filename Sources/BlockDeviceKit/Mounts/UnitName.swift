/// Names of systemd units that are made from paths (systemd.unit(5), “String escaping for inclusion in unit names”).
public enum UnitName {
    /// The name of the mount unit for a mount point.
    public static func mount(at path: String) -> String { escaped(path: path) + ".mount" }

    static func escaped(path: String) -> String {
        let parts = path.split(separator: "/")
        if parts.isEmpty { return "-" }
        let text = parts.joined(separator: "/")
        return text.utf8.enumerated().map { index, byte in
            let character = Character(UnicodeScalar(byte))
            if character == "/" { return "-" }
            let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || ":_.".contains(character))
            if isPlain && !(index == 0 && character == ".") { return String(character) }
            let digits = String(byte, radix: 16)
            return "\\x" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
