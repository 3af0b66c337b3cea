import EngineCore
import Foundation
import HTTPTypes
import MortarModel
import OVirtAPI

/// Logins, logouts and the cluster's certificate authority: what can be asked without being known.
enum LoginController {
    static let endpoints = [
        Endpoint(.post, absolute: LoginPath.token, access: .anyone, run: logIn),
        Endpoint(.post, absolute: LoginPath.logout, access: .anyone, run: logOut),
        Endpoint(.get, absolute: LoginPath.pki, access: .anyone, run: authority),
    ]

    private static func logIn(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let form = try await request.form()
        guard form["grant_type"] == "password" else {
            return try refusal("Only the grant type password is supported.", "unsupported_grant_type", .badRequest)
        }
        do {
            let user = try await engine.access.user(named: form["username"] ?? "", password: form["password"] ?? "")
            let (token, expires) = try await engine.access.makeToken(for: user)
            let answer = TokenAnswer(
                accessToken: token, expiryMilliseconds: Int64(expires.timeIntervalSince1970 * 1000))
            return APIAnswer(bytes: Array(try JSONEncoder().encode(answer)), type: json, status: .ok)
        } catch let failure as Failure where failure.code == .unauthenticated {
            return try refusal(failure.description, "access_denied", .unauthorized)
        } catch let failure as Failure where failure.code == .busy {
            return try refusal(failure.description, "temporarily_unavailable", .serviceUnavailable)
        }
    }

    private static func logOut(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        if let token = try await request.form()["token"] { try await engine.access.revoke(token) }
        return APIAnswer(bytes: Array("{}".utf8), type: json, status: .ok)
    }

    private static func authority(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        guard request.target.parameters["resource"] == "ca-certificate" else {
            throw Failure(.notFound, "There is no such resource.", correction: "Ask for resource=ca-certificate.")
        }
        return APIAnswer(
            bytes: Array(engine.hosts.authority.utf8), type: "application/x-x509-ca-cert", status: .ok)
    }

    private static let json = "application/json"

    private static func refusal(
        _ text: String, _ code: String, _ status: HTTPResponse.Status
    ) throws -> APIAnswer {
        let refusal = TokenRefusal(error: text, code: code, description: text)
        return APIAnswer(bytes: Array(try JSONEncoder().encode(refusal)), type: json, status: status)
    }
}
