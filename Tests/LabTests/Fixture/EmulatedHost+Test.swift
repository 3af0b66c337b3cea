import LabKit

extension EmulatedHost {
    /// A host for one test.
    static func withOne(_ body: (EmulatedHost) async throws -> Void) async throws {
        let name = try SharedLab.lab.name.text
        try await with(try await EmulatedHostImages().image(), name: name, body)
    }
}
