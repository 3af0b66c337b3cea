import AsyncHTTPClient
import Foundation
import MortarModel
import NIOCore
import NIOHTTP1
import OVirtAPI

/// A document of an answer, and the job that the request began.
struct ServerAnswer {
    var bytes: [UInt8]
    var jobID: String?
}

extension MortarClient {
    /// The form in which objects travel: JSON is read six times as fast as XML.
    static let media = MediaType.json

    /// Sends one request of the API and throws the failure that the answer tells of.
    func answer(
        _ method: HTTPMethod, _ path: String, _ parameters: [String: String] = [:], body: HTTPClientRequest.Body? = nil,
        type: String = media.name, deadline: NIODeadline = .now() + patience
    ) async throws -> ServerAnswer {
        let response = try await respond(
            method, path, parameters, body: { body }, type: type, deadline: deadline)
        let bytes = Array(buffer: try await collect(response, limit: DocumentLimits.answer.size))
        return ServerAnswer(bytes: bytes, jobID: response.headers.first(name: "Mortar-Job"))
    }

    /// Sends one request, logs in again once where the token has expired, and returns the answer unread if it is good.
    ///
    /// - Parameter body: made anew for the second attempt.
    func respond(
        _ method: HTTPMethod, _ path: String, _ parameters: [String: String] = [:],
        body: () throws -> HTTPClientRequest.Body?, type: String = media.name, deadline: NIODeadline
    ) async throws -> HTTPClientResponse {
        var isSecondAttempt = false
        while true {
            let token = try await session.token(requestToken)
            let request = try request(method, path, parameters, token: token, body: body(), type: type)
            let response = try await send(request, deadline: deadline)
            if (200..<300).contains(response.status.code) { return response }
            if response.status == .unauthorized {
                await session.drop(token)
                if !isSecondAttempt {
                    isSecondAttempt = true
                    continue
                }
            }
            throw try await failure(of: response)
        }
    }

    /// One attempt; what goes wrong below HTTP is thrown as a `Failure`.
    func send(_ request: HTTPClientRequest, deadline: NIODeadline) async throws -> HTTPClientResponse {
        do {
            return try await http.execute(request, deadline: deadline)
        } catch {
            throw try Failure.ofConnection(to: address, error)
        }
    }

    /// The whole body of an answer.
    func collect(_ response: HTTPClientResponse, limit: Int) async throws -> ByteBuffer {
        do {
            return try await response.body.collect(upTo: limit)
        } catch {
            throw try Failure.ofConnection(to: address, error)
        }
    }

    private func request(
        _ method: HTTPMethod, _ path: String, _ parameters: [String: String], token: String,
        body: HTTPClientRequest.Body?, type: String
    ) -> HTTPClientRequest {
        let query = parameters.sorted { $0.key < $1.key }.map { "\($0.escaped)=\($1.escaped)" }.joined(separator: "&")
        var request = HTTPClientRequest(url: address.base + path + (query.isEmpty ? "" : "?\(query)"))
        request.method = method
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.headers.add(name: "Accept", value: Self.media.name)
        request.headers.add(name: "Version", value: "4")
        if let body {
            request.headers.add(name: "Content-Type", value: type)
            request.body = body
        }
        return request
    }

    private func failure(of response: HTTPClientResponse) async throws -> Failure {
        let status = Int(response.status.code)
        let bytes = Array(buffer: try await collect(response, limit: 1 << 20))
        let fault: FaultRepresentation
        do {
            let type = MediaType(contentType: response.headers.first(name: "Content-Type")) ?? Self.media
            fault = try type.decode(FaultRepresentation.self, from: bytes)
        } catch {
            // Not an engine's answer, but that of something in between: the status is all there is.
            fault = FaultRepresentation()
        }
        return fault.failure(status: status)
    }
}

extension String {
    fileprivate var escaped: String { addingPercentEncoding(withAllowedCharacters: .unreservedInForms) ?? "" }
}
