import Foundation
package import MortarModel

/// Where an engine serves its API.
package struct ServerAddress: Sendable, Hashable {
    /// Scheme, host and port, without a path, as `https://h1.example.com:8443`.
    package let base: String

    /// Reads `h1`, `h1:8443` or `https://h1/ovirt-engine/api`; whatever path is given, the API has its own.
    ///
    /// Only HTTPS is spoken.
    package init(_ text: String) throws(Failure) {
        let complete = text.contains("://") ? text : "https://\(text)"
        guard let parts = URLComponents(string: complete), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.query == nil
        else {
            throw Failure(
                .invalid, "“\(text)” is not the address of an engine.", correction: "Give one as https://h1.example.com"
            )
        }
        guard parts.scheme?.lowercased() == "https" else {
            throw Failure(
                .invalid, "An engine is not spoken to over \(parts.scheme ?? "nothing").",
                cause: "Passwords and tokens would be readable on the way.",
                correction: "Give an address that begins with https://")
        }
        base = "https://\(host)" + (parts.port.map { ":\($0)" } ?? "")
    }
}

extension ServerAddress: CustomStringConvertible {
    package var description: String { base }
}

/// Which certificates are believed.
package enum ServerTrust: Sendable, Hashable {
    /// What the system's authorities have signed.
    case system
    /// What this authority, in PEM, has signed, and nothing else.
    case authority(String)
}
