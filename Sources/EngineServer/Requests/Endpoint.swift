package import EngineCore
package import HTTPTypes
import OVirtAPI

/// One thing that can be asked of the API: a method, a path, who may, and what answers.
package struct Endpoint: Sendable {
    package typealias Run = @Sendable (APIRequest, Engine) async throws -> APIAnswer

    package enum Access: Sendable, Hashable {
        case anyone
        case user
    }

    package var method: HTTPRequest.Method
    /// Segments; one that begins with `:` takes anything and gives it a name.
    package var path: [String]
    package var access: Access
    /// Whether the answer goes on for as long as there is something to tell; it cannot be asked for without its body.
    package var isEndless: Bool
    package var run: Run

    /// - Parameter path: below the root of the API, as `vms/:id/start`.
    package init(_ method: HTTPRequest.Method, _ path: String, isEndless: Bool = false, run: @escaping Run) {
        self.init(method, absolute: "\(APIPath.root)/\(path)", access: .user, isEndless: isEndless, run: run)
    }

    package init(
        _ method: HTTPRequest.Method, absolute path: String, access: Access, isEndless: Bool = false,
        run: @escaping Run
    ) {
        self.isEndless = isEndless
        self.method = method
        self.path = path.split(separator: "/").map(String.init)
        self.access = access
        self.run = run
    }

    /// As `POST /ovirt-engine/api/vms/:id/start`.
    package var name: String { "\(method.rawValue) /\(path.joined(separator: "/"))" }

    /// What a path has in the places of the names, or nil when it is not this endpoint's.
    func match(_ segments: [Substring]) -> [String: String]? {
        guard segments.count == path.count else { return nil }
        var values: [String: String] = [:]
        for (segment, pattern) in zip(segments, path) {
            if pattern.hasPrefix(":") {
                values[String(pattern.dropFirst())] = String(segment)
            } else if pattern != segment {
                return nil
            }
        }
        return values
    }
}
