package import OVirtAPI

/// Tells somebody how a deployment goes on.
package protocol DeployProgress: Sendable {
    /// Runs a step and tells of its beginning and its end.
    func step<Result: Sendable>(
        _ name: String, _ body: @Sendable () async throws -> Result
    ) async throws -> Result

    /// Shows a job of the engine as it is now.
    func show(_ job: JobRepresentation) async

    /// Something that deserves to be known and prevents nothing.
    func note(_ text: String) async
}
