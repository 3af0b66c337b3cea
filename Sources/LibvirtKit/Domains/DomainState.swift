import CLibvirt

/// What a domain does, and why.
public struct DomainState: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case running, paused, shuttingDown, off, crashed, suspended, unknown
    }

    public var kind: Kind
    /// libvirt's word for the reason, as `booted`, `ioerror`, `destroyed`; a number where it has none here.
    public var reason: String

    public init(_ kind: Kind, reason: String) {
        self.kind = kind
        self.reason = reason
    }
}

extension DomainState {
    init(_ domain: OpaquePointer) throws {
        var state: Int32 = 0
        var reason: Int32 = 0
        guard virDomainGetState(domain, &state, &reason, 0) == 0 else { throw LibvirtError.last }
        self.init(state: state, reason: reason)
    }

    /// From libvirt's numbers: `virDomainState`, and the reasons of that state.
    init(state: Int32, reason: Int32) {
        let kind: Kind =
            switch state {
            case 1, 2: .running
            case 3: .paused
            case 4: .shuttingDown
            case 5: .off
            case 6: .crashed
            case 7: .suspended
            default: .unknown
            }
        self.init(kind, reason: word(reason, of: Self.reasons[kind] ?? []))
    }

    /// In the order of `virDomainRunningReason`, `virDomainPausedReason`, … of libvirt-domain.h.
    private static let reasons: [Kind: [String]] = [
        .running: [
            "unknown", "booted", "migrated", "restored", "from snapshot", "unpaused", "migration canceled",
            "save canceled", "wakeup", "crashed", "postcopy", "postcopy failed",
        ],
        .paused: [
            "unknown", "user", "migration", "save", "dump", "ioerror", "watchdog", "from snapshot", "shutting down",
            "snapshot", "crashed", "starting up", "postcopy", "postcopy failed",
        ],
        .shuttingDown: ["unknown", "user"],
        .off: [
            "unknown", "shutdown", "destroyed", "crashed", "migrated", "saved", "failed", "from snapshot", "daemon",
        ],
        .crashed: ["unknown", "panicked"],
    ]
}

/// The word for one of libvirt's numbers; the number itself where there is none.
func word(_ number: Int32, of words: [String]) -> String {
    words.indices.contains(Int(number)) ? words[Int(number)] : "\(number)"
}
