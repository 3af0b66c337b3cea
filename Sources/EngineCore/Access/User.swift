package import Foundation
package import MortarModel

/// Somebody who may use the API.
package struct User: Entity {
    package static let kind = "user"

    package var id: Identifier<User>
    /// With its profile, as `admin@internal`.
    package var name: String
    package var password: PasswordHash

    package init(id: Identifier<User> = .init(), name: String, password: PasswordHash) {
        self.id = id
        self.name = name
        self.password = password
    }
}

/// A login that lasts until its end or its logout. Only the token's hash is kept.
package struct AccessToken: Entity {
    package static let kind = "access token"

    /// SHA-256 of the token, in hexadecimal.
    package var id: Identifier<AccessToken>
    package var userID: Identifier<User>
    package var expires: Date

    package var name: String { "token of \(userID)" }
}
