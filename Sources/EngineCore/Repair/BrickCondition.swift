/// What is wrong with a brick that has to be rebuilt elsewhere.
package enum BrickCondition: Sendable, Hashable {
    /// Its device or file system does no work any more; the text says why.
    case failed(String)
    /// Its host has not answered for longer than the cluster's policy waits.
    case lost
    /// It works, and its device is about to fail; the text says why.
    case failing(String)
    /// It works, and its device is near the end of its life; the text says why.
    case worn(String)

    /// As users read it, with a verb and without a full stop.
    package var words: String {
        switch self {
        case .failed(let reason): "has failed: \(Self.open(reason))"
        case .lost: "is lost with its host"
        case .failing(let reason): "is about to fail: \(Self.open(reason))"
        case .worn(let reason): "is near the end of its life: \(Self.open(reason))"
        }
    }

    /// Reasons of devices are sentences, those of file systems are not.
    private static func open(_ reason: String) -> Substring {
        reason.hasSuffix(".") ? reason.dropLast() : reason[...]
    }

    /// Smaller first.
    package var urgency: Int {
        switch self {
        case .failed: 0
        case .lost: 1
        case .failing: 2
        case .worn: 3
        }
    }
}
