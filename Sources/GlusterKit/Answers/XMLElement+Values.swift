extension XMLElement {
    /// The text of a child that must be there.
    func string(_ name: String) throws(GlusterError) -> String {
        guard let child = self[name] else { throw unreadable("there is no \(name)") }
        return child.text
    }

    /// The number in a child that must be there and hold one.
    func integer(_ name: String) throws(GlusterError) -> Int {
        let text = try string(name)
        guard let number = Int(text) else { throw unreadable("\(name) is “\(text)”, not a number") }
        return number
    }

    /// The number in a child; nil where the tool leaves it out or writes `N/A`, `-` or −1 for what it does not know.
    func knownInteger(_ name: String) -> Int? {
        self[name].flatMap { Int($0.text) }.flatMap { $0 < 0 ? nil : $0 }
    }

    /// A child that must be there.
    func required(_ name: String) throws(GlusterError) -> XMLElement {
        guard let child = self[name] else { throw unreadable("there is no \(name)") }
        return child
    }

    func unreadable(_ reason: String) -> GlusterError {
        GlusterError(request: name, message: "the answer cannot be read: \(reason)")
    }
}
