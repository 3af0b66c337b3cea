import Crypto
package import Foundation
package import Logging
import MortarModel

/// Who may use the API: users, logins.
package struct AccessService: Sendable {
    /// How long a login lasts without being renewed, in seconds: 12 hours.
    package static let lifetime: TimeInterval = 12 * 3600

    private let context: EngineContext
    private let logger: Logger
    private let passwords = PasswordQueue()

    package init(_ context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
    }

    /// Checks a password and returns the user.
    ///
    /// Throws `unauthenticated`, alike and after the same time for an unknown user and a wrong password; `busy` when
    /// too many are being checked.
    package func user(named name: String, password: String) async throws -> User {
        let user = context.inventory.users.named(name)
        let hash = user?.password ?? .ofNobody
        let matches = try await passwords.run { try hash.matches(password) }
        guard let user, matches else {
            logger.notice("login refused", metadata: ["user": "\(name.prefix(64).debugDescription)"])
            throw Failure(
                .unauthenticated, "The user name or the password is not right.",
                correction: "The user of a new cluster is admin@internal.")
        }
        return user
    }

    /// Logs a user in and returns the token and its end; only the token's hash is kept.
    package func makeToken(for user: User) async throws -> (token: String, expires: Date) {
        let token = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        let now = context.now()
        let expires = now.addingTimeInterval(Self.lifetime)
        let kept = AccessToken(id: Self.id(of: token), userID: user.id, expires: expires)
        try await context.store.change { inventory in
            for old in inventory.accessTokens where old.expires < now { inventory.accessTokens[old.id] = nil }
            inventory.accessTokens.insert(kept)
        }
        return (token, expires)
    }

    /// The user that a token stands for, or nil when it stands for none any more.
    package func user(ofToken token: String) -> User? {
        let inventory = context.inventory
        guard let kept = inventory.accessTokens[Self.id(of: token)], kept.expires > context.now() else { return nil }
        return inventory.users[kept.userID]
    }

    /// Ends a login; a token that stands for none is no error.
    package func revoke(_ token: String) async throws {
        try await context.store.change { $0.accessTokens[Self.id(of: token)] = nil }
    }

    private static func id(of token: String) -> Identifier<AccessToken> {
        let digest = SHA256.hash(data: Data(token.utf8))
        return Identifier(rawValue: digest.map { String(format: "%02x", $0) }.joined())
    }
}
