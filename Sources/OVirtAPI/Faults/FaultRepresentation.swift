package import MortarModel

/// Why a request was refused or failed.
///
/// oVirt's clients read the reason and the detail; the other elements are Mortar's own and carry the failure itself.
package struct FaultRepresentation: Resource {
    package static let element = "fault"
    package static let collection = "faults"
    package static let path = ""

    package var reason: String?
    package var detail: String?
    package var code: String?
    package var message: String?
    package var cause: String?
    package var correction: String?
    package var objects: [String]?

    package init() {}

    package init(_ failure: Failure) {
        reason = failure.code == .incomplete ? "Incomplete parameters" : "Operation Failed"
        detail = failure.code == .incomplete ? failure.message : "[\(failure.description)]"
        code = failure.code.rawValue
        message = failure.message
        cause = failure.cause
        correction = failure.correction
        objects = failure.objects
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("detail", &detail)
        try coder.value("reason", &reason)
        try coder.value("code", &code)
        try coder.value("message", &message)
        try coder.value("cause", &cause)
        try coder.value("correction", &correction)
        try coder.words("objects", of: "object", &objects)
    }

    /// The failure it tells of; of a fault that is not Mortar's, what can be made of its words and the HTTP status.
    package func failure(status: Int) -> Failure {
        if let code, let message {
            return Failure(
                Failure.Code(rawValue: code), message, cause: cause, correction: correction, objects: objects ?? [])
        }
        return Failure(
            Failure.Code(httpStatus: status), detail ?? reason ?? "The server answered \(status).",
            cause: detail == nil ? nil : reason)
    }
}
