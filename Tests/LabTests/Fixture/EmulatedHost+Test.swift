import LabKit

extension EmulatedHost {
    /// A host for one test.
    static func withOne(_ body: (EmulatedHost) async throws -> Void) async throws {
        try await with(try await EmulatedHostImages().image(), name: SharedLab.name, body)
    }
}
