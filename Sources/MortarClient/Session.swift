import MortarModel

/// The token in use.
actor Session {
    private let credentials: Credentials
    private(set) var current: String?

    init(_ credentials: Credentials) {
        self.credentials = credentials
        if case .token(let token) = credentials { current = token }
    }

    /// The token, by a login if there is none.
    func token(_ logIn: @Sendable (_ user: String, _ password: String) async throws -> String) async throws -> String {
        if let current { return current }
        guard case .password(let user, let password) = credentials else {
            throw Failure(
                .unauthenticated, "The login has expired.", correction: "Log in again with “mortar login URL”.")
        }
        let made = try await logIn(user, password)
        current = made
        return made
    }

    /// Forgets a token that the server does not take, unless a newer one is here already.
    func drop(_ expired: String) {
        if current == expired { current = nil }
    }
}
