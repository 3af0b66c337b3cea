import Foundation
import HostCommand

/// What `swift package dump-package` says of the targets.
struct PackageDescription: Decodable {
    struct Target: Decodable {
        struct Dependency: Decodable {
            /// Name first, then package and conditions.
            var byName: [String?]?
            var product: [Part]?
            var target: [Part]?

            var name: String? {
                byName?.first ?? product?.first?.text ?? target?.first?.text
            }
        }

        var name: String
        var type: String
        var path: String?
        var dependencies: [Dependency]
    }

    /// A name, or something else that does not matter here.
    struct Part: Decodable {
        var text: String?

        init(from decoder: any Decoder) throws {
            text = try? decoder.singleValueContainer().decode(String.self)
        }
    }

    var targets: [Target]

    /// Targets with a folder in `Sources`.
    var shipped: [Target] {
        targets.filter { $0.type != "test" && $0.path?.hasPrefix("Tests/") != true }
    }

    /// Asks SwiftPM, beside the build folder that the running tests hold.
    static func read(at root: URL) async throws -> PackageDescription {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "architecture-\(UUID())")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let json = try await LocalCommands().output(
            of: Command(
                "swift",
                ["package", "--package-path", root.path, "--scratch-path", scratch.path, "dump-package"]))
        return try JSONDecoder().decode(Self.self, from: Data(json.utf8))
    }
}
