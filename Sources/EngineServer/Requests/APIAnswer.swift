package import HTTPTypes
package import Hummingbird
package import MortarModel
import NIOCore
package import OVirtAPI

/// What the API answers.
package struct APIAnswer: Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: ResponseBody

    package init(status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], body: ResponseBody = .init()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// One object.
    package static func one<Content: Resource>(
        _ content: Content, for request: APIRequest, status: HTTPResponse.Status = .ok
    ) throws -> APIAnswer {
        APIAnswer(bytes: try request.accepted.encode(content), type: request.accepted.contentType, status: status)
    }

    /// An object that was just made: 201 with its place.
    package static func created<Content: Resource>(
        _ content: Content, at href: String?, for request: APIRequest
    ) throws -> APIAnswer {
        var answer = try one(content, for: request, status: .created)
        if let href { answer.headers[.location] = href }
        return answer
    }

    /// A collection.
    package static func list<Item: Resource>(
        _ items: [Item], for request: APIRequest, status: HTTPResponse.Status = .ok
    ) throws -> APIAnswer {
        APIAnswer(bytes: try request.accepted.encode(list: items), type: request.accepted.contentType, status: status)
    }

    /// What was done or begun.
    package static func action(
        _ status: String, job: Job? = nil, for request: APIRequest,
        _ complete: (inout ActionRepresentation) -> Void = { _ in }
    ) throws -> APIAnswer {
        var answer = ActionRepresentation(
            status: status, job: job?.id.rawValue, correlationID: request.correlationID)
        complete(&answer)
        return try one(answer, for: request)
    }

    /// Bytes as they are.
    package init(bytes: [UInt8], type: String, status: HTTPResponse.Status) {
        self.init(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension OVirtAPI.MediaType {
    var contentType: String { "\(name);charset=UTF-8" }
}
