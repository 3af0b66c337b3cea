/// Why a key, certificate or request was not accepted.
package struct IdentityError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One sentence.
    package var description: String

    package init(_ description: String) {
        self.description = description
    }
}
