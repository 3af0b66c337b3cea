import AsyncHTTPClient
import Foundation
import MortarModel
import NIOCore
import NIOHTTP1
import OVirtAPI

extension MortarClient {
    /// Logs in now, if there is no token yet, and returns the token.
    @discardableResult
    package func logIn() async throws -> String {
        try await session.token(requestToken)
    }

    /// Gives the token back; a server that no longer knows it is content, too.
    package func logOut() async throws {
        guard let token = await session.current else { return }
        _ = try await form(LoginPath.logout, ["scope": LoginPath.scope, "token": token])
        await session.drop(token)
    }

    /// A new token for a user.
    func requestToken(user: String, password: String) async throws -> String {
        let data = try await form(
            LoginPath.token,
            ["grant_type": "password", "scope": LoginPath.scope, "username": user, "password": password])
        do {
            return try JSONDecoder().decode(TokenAnswer.self, from: data).accessToken
        } catch {
            throw Failure(
                .internal, "\(address) does not answer a login as an engine does.", cause: "\(error)",
                correction: "Check that the address is an engine's.")
        }
    }

    private func form(_ path: String, _ fields: KeyValuePairs<String, String>) async throws -> Data {
        var request = HTTPClientRequest(url: address.base + path)
        request.method = .POST
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        let text = fields.map { "\($0.formEncoded)=\($1.formEncoded)" }.joined(separator: "&")
        request.body = .bytes(Array(text.utf8))
        let response = try await send(request, deadline: .now() + Self.patience)
        let data = Data(try await collect(response, limit: 1 << 20).readableBytesView)
        if response.status == .ok { return data }
        throw refusal(of: data, status: Int(response.status.code))
    }

    private func refusal(of data: Data, status: Int) -> Failure {
        do {
            let refusal = try JSONDecoder().decode(TokenRefusal.self, from: data)
            if status == 503 {
                return Failure(
                    .busy, "The engine takes no login now.", cause: refusal.description ?? refusal.error,
                    correction: "Try again in a few seconds.")
            }
            return Failure(
                .unauthenticated, "The login was refused.", cause: refusal.description ?? refusal.error,
                correction: "Check the user, as admin@internal, and the password.")
        } catch {
            return Failure(
                .internal, "\(address) answered a login with status \(status).",
                correction: "Check that the address is an engine's.")
        }
    }
}

extension String {
    /// For the value of a form's field.
    fileprivate var formEncoded: String {
        addingPercentEncoding(withAllowedCharacters: .unreservedInForms) ?? ""
    }
}

extension CharacterSet {
    /// RFC 3986's unreserved characters: what needs no escape anywhere.
    static let unreservedInForms = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
