/// A text without line feeds and carriage returns: a carriage return before a line feed is left out, one that stands alone counts
/// as a line break too.
///
/// Goes by Unicode scalars: as a character, `\r\n` is one and equals neither.
func oneLine(_ text: String, lineBreak: String) -> String {
    var line = ""
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\n" where last == "\r": break
        case "\n", "\r": line += lineBreak
        default: line.unicodeScalars.append(scalar)
        }
        last = scalar
    }
    return line
}
