package import MortarModel

extension Failure {
    /// The status of the answer that tells of this failure.
    package var httpStatus: Int {
        switch code {
        case .invalid, .incomplete: 400
        case .unauthenticated: 401
        case .forbidden: 403
        case .notFound: 404
        case .conflict, .noCapacity: 409
        case .busy, .hostUnreachable, .staleLeader: 503
        case .timedOut: 504
        default: 500
        }
    }

    /// For a request that lacks an element, in the words of oVirt: `VM [name] required for add`.
    package static func missing(_ element: String, of kind: String, for verb: String) -> Failure {
        Failure(.incomplete, "\(kind) [\(element)] required for \(verb)")
    }
}

extension Failure.Code {
    /// An element without which the request means nothing is missing.
    package static let incomplete = Self(rawValue: "incomplete")

    /// The nearest to what a server means by a status.
    init(httpStatus status: Int) {
        self =
            switch status {
            case 401: .unauthenticated
            case 403: .forbidden
            case 404: .notFound
            case 409: .conflict
            case 400..<500: .invalid
            case 504: .timedOut
            default: .internal
            }
    }
}
