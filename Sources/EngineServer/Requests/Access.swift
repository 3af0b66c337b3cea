import EngineCore
import Foundation
import HTTPTypes
import MortarModel

/// Finds out who asks: a bearer token of a login, or HTTP Basic.
struct Access: Sendable {
    let service: AccessService

    /// Throws `unauthenticated` when the request tells nobody, or somebody who cannot prove it; `busy` when too many
    /// passwords are being checked.
    func user(of headers: HTTPFields) async throws -> User {
        guard let value = headers[.authorization], let space = value.firstIndex(of: " ") else { throw Self.refusal }
        let proof = value[value.index(after: space)...].trimmingCharacters(in: .whitespaces)
        switch value[..<space].lowercased() {
        case "bearer": return try bearer(proof)
        case "basic": return try await basic(proof)
        default: throw Self.refusal
        }
    }

    private func bearer(_ token: String) throws -> User {
        guard let user = service.user(ofToken: token) else { throw Self.refusal }
        return user
    }

    private func basic(_ proof: String) async throws -> User {
        guard let data = Data(base64Encoded: proof), let colon = data.firstIndex(of: UInt8(ascii: ":")) else {
            throw Self.refusal
        }
        let name = String(decoding: data[..<colon], as: UTF8.self)
        return try await service.user(named: name, password: String(decoding: data[(colon + 1)...], as: UTF8.self))
    }

    private static let refusal = Failure(
        .unauthenticated, "The request does not tell who asks, or the login has ended.",
        correction: "Log in: “mortar login URL”, or POST /ovirt-engine/sso/oauth/token.")
}
