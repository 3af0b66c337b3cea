/// The one error that users see: what happened, why, and what to do.
package struct Failure: Error, Hashable, Sendable, Codable {
    /// The kind of failure. Open: codes that this version does not know are kept as they are.
    package struct Code: RawRepresentable, Hashable, Sendable, Codable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        package init(from decoder: any Decoder) throws {
            self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(rawValue)
        }
    }

    package var code: Code
    /// What happened, as a sentence.
    package var message: String
    /// Why, often the words of the tool that failed.
    package var cause: String?
    /// What the reader can do about it, as a sentence.
    package var correction: String?
    /// The objects concerned, as `host h2`, `VM web`.
    package var objects: [String]

    package init(
        _ code: Code, _ message: String, cause: String? = nil, correction: String? = nil, objects: [String] = []
    ) {
        self.code = code
        self.message = message
        self.cause = cause
        self.correction = correction
        self.objects = objects
    }
}

extension Failure.Code {
    /// The request makes no sense as it stands; asking again the same way is no use.
    package static let invalid = Self(rawValue: "invalid")
    package static let notFound = Self(rawValue: "not-found")
    /// The object is in a state that does not allow it now, or its name is taken.
    package static let conflict = Self(rawValue: "conflict")
    /// Not enough memory, space or devices.
    package static let noCapacity = Self(rawValue: "no-capacity")
    /// Who asks is not known.
    package static let unauthenticated = Self(rawValue: "unauthenticated")
    /// Who asks is known and may not do this.
    package static let forbidden = Self(rawValue: "forbidden")
    /// A host's agent does not answer.
    package static let hostUnreachable = Self(rawValue: "host-unreachable")
    /// A tool on a host failed.
    package static let toolFailed = Self(rawValue: "tool-failed")
    /// It did not happen in the time it may take.
    package static let timedOut = Self(rawValue: "timed-out")
    /// Somebody ended it.
    package static let cancelled = Self(rawValue: "cancelled")
    /// The engine that asked has been deposed by a newer one.
    package static let staleLeader = Self(rawValue: "stale-leader")
    /// Too much is asked at once; the same is possible a little later.
    package static let busy = Self(rawValue: "busy")
    /// A defect of Mortar.
    package static let `internal` = Self(rawValue: "internal")
}

extension Failure: CustomStringConvertible {
    package var description: String {
        [message, cause, correction].compactMap(\.self).joined(separator: " ")
    }
}
