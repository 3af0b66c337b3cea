public import Foundation

/// Something that happened to a domain.
public struct DomainEvent: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case started(reason: String)
        case suspended(reason: String)
        case resumed(reason: String)
        /// It is gone; a transient domain can no longer be looked up.
        case stopped(reason: String)
        /// The guest closed down; its process is about to end.
        case shutDown(reason: String)
        case crashed(reason: String)
        /// The guest reset itself.
        case rebooted
        /// The host could not read or write a disk.
        case ioError(IOError)
        /// Any other change of its life: defined, undefined, suspended to memory, …; libvirt's `virDomainEventType`.
        case other(Int32)
    }

    /// A request to a disk that failed on the host.
    public struct IOError: Sendable, Hashable {
        /// The image, as libvirt calls it; empty for images that are not files.
        public var path: String
        /// libvirt's name for the disk, `ua-…` or `virtio-disk0`.
        public var device: String
        /// The guest was paused.
        public var paused: Bool
        /// `enospc` where space ran out, empty or another word of the hypervisor's otherwise.
        public var reason: String
    }

    public var id: UUID
    public var name: String
    public var kind: Kind

    public init(id: UUID, name: String, kind: Kind) {
        self.id = id
        self.name = name
        self.kind = kind
    }
}

extension DomainEvent.Kind {
    /// From libvirt's numbers: `virDomainEventType`, and the details of that type, in the order of libvirt-domain.h.
    init(lifecycle event: Int32, detail: Int32) {
        self =
            switch event {
            case 2:
                .started(reason: word(detail, of: ["booted", "migrated", "restored", "from snapshot", "wakeup"]))
            case 3: .suspended(reason: word(detail, of: Self.suspensions))
            case 4:
                .resumed(reason: word(detail, of: ["unpaused", "migrated", "from snapshot", "postcopy"]))
            case 5: .stopped(reason: word(detail, of: Self.stops))
            case 6: .shutDown(reason: word(detail, of: ["finished", "guest", "host"]))
            case 8: .crashed(reason: word(detail, of: ["panicked", "crashloaded"]))
            default: .other(event)
            }
    }

    private static let suspensions = [
        "paused", "migrated", "ioerror", "watchdog", "restored", "from snapshot", "api error", "postcopy",
        "postcopy failed",
    ]
    private static let stops = [
        "shutdown", "destroyed", "crashed", "migrated", "saved", "failed", "from snapshot",
    ]
}
