package import MortarModel

/// What users may call things.
package enum EntityName {
    /// Letters, digits and `-_.`, at most 64, beginning with a letter or digit: safe in paths, host names and XML.
    package static func check(_ name: String, of kind: String) throws(Failure) {
        let isFine = name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}/) != nil
        if isFine { return }
        throw Failure(
            .invalid, "“\(name)” cannot be the name of a \(kind).",
            correction: "Use at most 64 letters, digits, “-”, “_” and “.”, beginning with a letter or digit.")
    }
}
