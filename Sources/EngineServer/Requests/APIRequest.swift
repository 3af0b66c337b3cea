package import EngineCore
package import HTTPTypes
package import Hummingbird
package import MortarModel
import NIOCore
package import OVirtAPI

/// A request to the API, with what its path, parameters and headers say.
package struct APIRequest: Sendable {
    /// The most bytes that a document in a request may have.
    static let bodyLimit = 1 << 20

    /// What the path has where the endpoint has `:name`.
    package var pathValues: [String: String]
    package var target: RequestTarget
    package var headers: HTTPFields
    package var body: RequestBody
    /// Nil only at endpoints that are open to anyone.
    package var user: User?
    package var correlationID: String
    /// The form of the answer.
    package var accepted: OVirtAPI.MediaType

    package var origin: RequestOrigin { RequestOrigin(user: user?.name, correlationID: correlationID) }

    /// The id in the path.
    package func id<Subject>(_ name: String = "id") -> Identifier<Subject> {
        Identifier(rawValue: pathValues[name] ?? "")
    }

    /// The document that the request carries.
    ///
    /// Throws `invalid` when there is none or it cannot be read.
    package func content<Content: Resource>(_ type: Content.Type = Content.self) async throws -> Content {
        guard let form = OVirtAPI.MediaType(contentType: headers[.contentType]) else {
            throw Failure(
                .invalid, "The API does not read \(headers[.contentType] ?? "").",
                correction: "Send application/xml or application/json.")
        }
        return try form.decode(type, from: try await bytes())
    }

    /// The `action` document of a request; an empty one where there is none.
    package func action() async throws -> ActionRepresentation {
        let bytes = try await bytes()
        guard !bytes.isEmpty, let form = OVirtAPI.MediaType(contentType: headers[.contentType]) else {
            return ActionRepresentation()
        }
        return try form.decode(ActionRepresentation.self, from: bytes)
    }

    /// The body of a form.
    package func form() async throws -> FormFields {
        guard let fields = FormFields(String(decoding: try await bytes(), as: UTF8.self)) else {
            throw Failure(.invalid, "The form cannot be read.", correction: "Encode it as UTF-8.")
        }
        return fields
    }

    func bytes() async throws -> [UInt8] {
        do {
            return Array(buffer: try await body.collect(upTo: Self.bodyLimit))
        } catch is NIOTooManyBytesError {
            throw Failure(.invalid, "The request is larger than \(ByteCount(Int64(Self.bodyLimit))).")
        }
    }
}
