import HostCommand
import MortarModel

/// Does work on the host; what fails in it becomes one failure that says what was being done, with the tool's own words as its cause.
///
/// Failures that the work itself decided on pass unchanged.
func explaining<Value>(
    _ message: @autoclosure () -> String, correction: String? = nil, objects: [String] = [],
    _ work: () async throws -> Value
) async throws -> Value {
    do {
        return try await work()
    } catch let failure as Failure {
        throw failure
    } catch let cancellation as CancellationError {
        throw cancellation
    } catch {
        throw Failure(code(for: error), message(), cause: "\(error)", correction: correction, objects: objects)
    }
}

private func code(for error: any Error) -> Failure.Code {
    guard case .timedOut = (error as? CommandFailure)?.reason else { return .toolFailed }
    return .timedOut
}
