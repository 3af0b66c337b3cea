extension [UInt8] {
    /// Appends text for XML content or a quoted attribute.
    ///
    /// Characters that XML 1.0 cannot carry at all become U+FFFD.
    mutating func append(xmlText text: String) {
        var text = text
        text.withUTF8 { utf8 in
            guard utf8.contains(where: { $0 < 0x20 || isSpecialInXML($0) || $0 == 0xEF }) else {
                append(contentsOf: utf8)
                return
            }
            for (index, byte) in utf8.enumerated() { append(xmlByte: byte, at: index, of: utf8) }
        }
    }

    private mutating func append(xmlByte byte: UInt8, at index: Int, of utf8: UnsafeBufferPointer<UInt8>) {
        switch byte {
        case UInt8(ascii: "&"): append(contentsOf: "&amp;".utf8)
        case UInt8(ascii: "<"): append(contentsOf: "&lt;".utf8)
        case UInt8(ascii: ">"): append(contentsOf: "&gt;".utf8)
        case UInt8(ascii: "\""): append(contentsOf: "&quot;".utf8)
        case 0x09, 0x0A, 0x0D: append(contentsOf: "&#\(byte);".utf8)
        case 0..<0x20: append(contentsOf: "\u{FFFD}".utf8)
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF: the last byte makes them U+FFFD.
        case 0xBE...0xBF where index > 1 && utf8[index - 2] == 0xEF && utf8[index - 1] == 0xBF: append(0xBD)
        default: append(byte)
        }
    }

    /// Appends text as a JSON string with its quotes.
    mutating func append(jsonText text: String) {
        append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            guard utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
                append(contentsOf: utf8)
                return
            }
            for byte in utf8 { append(jsonByte: byte) }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func append(jsonByte byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append(contentsOf: #"\""#.utf8)
        case UInt8(ascii: "\\"): append(contentsOf: #"\\"#.utf8)
        case 0x0A: append(contentsOf: #"\n"#.utf8)
        case 0..<0x20:
            append(contentsOf: #"\u00"#.utf8)
            let digits = String(byte, radix: 16)
            append(contentsOf: (digits.count == 1 ? "0" + digits : digits).utf8)
        default: append(byte)
        }
    }
}

private func isSpecialInXML(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"")
}
