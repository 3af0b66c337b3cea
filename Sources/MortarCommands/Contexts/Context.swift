import MortarClient
import MortarModel

/// An engine that the user has logged in to.
package struct Context: Codable, Sendable, Equatable {
    /// As `https://h1.example.com`.
    package var url: String
    package var user: String
    /// Nil after a logout.
    package var token: String?
    /// The only authority that is believed, in PEM; nil for the system's.
    package var authority: String?

    package init(url: String, user: String, token: String?, authority: String?) {
        self.url = url
        self.user = user
        self.token = token
        self.authority = authority
    }

    var trust: ServerTrust { authority.map { .authority($0) } ?? .system }
}
