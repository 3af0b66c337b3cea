/// What a client proves with who it acts for.
package enum Credentials: Sendable, Hashable {
    /// Logs in when it must, and once more when the token has expired.
    case password(user: String, String)
    /// A token from an earlier login.
    case token(String)
}
