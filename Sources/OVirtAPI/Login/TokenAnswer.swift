/// The answer to a login: `POST /ovirt-engine/sso/oauth/token`.
package struct TokenAnswer: Codable, Sendable, Equatable {
    package var accessToken: String
    package var scope: String
    /// Milliseconds since 1970 when the token expires, as text.
    package var expiry: String
    package var tokenType: String

    package init(accessToken: String, scope: String = LoginPath.scope, expiryMilliseconds: Int64) {
        self.accessToken = accessToken
        self.scope = scope
        expiry = String(expiryMilliseconds)
        tokenType = "bearer"
    }

    private enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case scope
        case expiry = "exp"
        case tokenType = "token_type"
    }
}

/// Why a login was refused.
package struct TokenRefusal: Codable, Sendable, Equatable {
    package var error: String
    /// As `access_denied`.
    package var code: String?
    package var description: String?

    package init(error: String, code: String, description: String? = nil) {
        self.error = error
        self.code = code
        self.description = description
    }

    private enum CodingKeys: String, CodingKey {
        case error
        case code = "error_code"
        case description = "error_description"
    }
}

/// Where tokens are had and given back.
package enum LoginPath {
    package static let token = "/ovirt-engine/sso/oauth/token"
    package static let logout = "/ovirt-engine/services/sso-logout"
    /// With the parameters `resource=ca-certificate&format=X509-PEM-CA`.
    package static let pki = "/ovirt-engine/services/pki-resource"
    package static let scope = "ovirt-app-api"
}
