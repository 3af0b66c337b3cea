import MortarModel

/// Walks through the bytes of a JSON document.
struct JSONScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Takes the next byte that is not white space.
    mutating func next() -> UInt8? {
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 { return byte }
        }
        index = bytes.count + 1
        return nil
    }

    /// What follows `"`, up to and with the next one.
    mutating func string() throws(Failure) -> String {
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: bytes[start..<(index - 1)], as: UTF8.self)
            case UInt8(ascii: "\\"): return try escapedString(after: start)
            case 0..<0x20: throw unexpected()
            default: continue
            }
        }
        throw ended()
    }

    /// Takes the rest of a word of which the first byte was taken.
    mutating func keyword(_ word: String) throws(Failure) -> String {
        for byte in word.utf8.dropFirst() {
            guard index < bytes.count else { throw ended() }
            index += 1
            guard bytes[index - 1] == byte else { throw unexpected() }
        }
        return word
    }

    /// Takes a number of which the first byte was taken.
    mutating func number() throws(Failure) -> String {
        if index > bytes.count { throw ended() }
        index -= 1
        let start = index
        _ = take { $0 == UInt8(ascii: "-") }
        if !take({ $0 == UInt8(ascii: "0") }) { try digits() }
        if take({ $0 == UInt8(ascii: ".") }) { try digits() }
        if take({ $0 | 0x20 == UInt8(ascii: "e") }) {
            _ = take { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
            try digits()
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// Says that the byte taken last has no business there.
    func unexpected() -> Failure {
        if index > bytes.count { return ended() }
        let before = bytes[..<max(0, index - 1)]
        let line = before.count { $0 == 0x0A } + 1
        let column = before.count - (before.lastIndex(of: 0x0A) ?? -1)
        return .malformed("JSON", "line \(line), column \(column) cannot be read")
    }

    private func ended() -> Failure { .malformed("JSON", "it ends too early") }

    private mutating func take(_ condition: (UInt8) -> Bool) -> Bool {
        guard index < bytes.count, condition(bytes[index]) else { return false }
        index += 1
        return true
    }

    private mutating func digits() throws(Failure) {
        let start = index
        while take({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {}
        if index > start { return }
        if index >= bytes.count { throw ended() }
        index += 1
        throw unexpected()
    }
}

extension JSONScanner {
    /// A string with escapes, of which everything up to the first backslash was walked through.
    private mutating func escapedString(after start: Int) throws(Failure) -> String {
        var text = Array(bytes[start..<(index - 1)])
        try escape(into: &text)
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw unexpected()
            default: text.append(byte)
            }
        }
        throw ended()
    }

    /// What follows a backslash.
    private mutating func escape(into text: inout [UInt8]) throws(Failure) {
        guard index < bytes.count else { throw ended() }
        index += 1
        switch bytes[index - 1] {
        case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): text.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try scalar())).utf8)
        default: throw unexpected()
        }
    }

    /// What follows `\u`, with a second escape where it takes two.
    private mutating func scalar() throws(Failure) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take({ $0 == UInt8(ascii: "\\") }), take({ $0 == UInt8(ascii: "u") }) else {
            throw unexpected()
        }
        let second = try codeUnit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        else { throw unexpected() }
        return scalar
    }

    private mutating func codeUnit() throws(Failure) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard index < bytes.count else { throw ended() }
            index += 1
            guard let digit = Character(Unicode.Scalar(bytes[index - 1])).hexDigitValue else { throw unexpected() }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}
