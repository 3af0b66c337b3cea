import Testing

@testable import LibvirtKit

@Suite struct DomainStateTests {
    /// Numbers as in libvirt-domain.h.
    @Test(
        arguments: [
            (1, 1, .running, "booted"), (2, 0, .running, "unknown"), (3, 5, .paused, "ioerror"),
            (4, 1, .shuttingDown, "user"), (5, 2, .off, "destroyed"), (6, 1, .crashed, "panicked"),
            (7, 0, .suspended, "0"),
            (0, 0, .unknown, "0"),
        ] as [(Int32, Int32, DomainState.Kind, String)])
    func readsLibvirtsNumbers(state: Int32, reason: Int32, kind: DomainState.Kind, word: String) {
        #expect(DomainState(state: state, reason: reason) == DomainState(kind, reason: word))
    }

    @Test func keepsReasonsOfLaterVersionsAsNumbers() {
        #expect(DomainState(state: 3, reason: 99) == DomainState(.paused, reason: "99"))
        #expect(DomainState(state: 99, reason: 1).kind == .unknown)
    }

    @Test func readsLifecycleEvents() {
        #expect(DomainEvent.Kind(lifecycle: 3, detail: 2) == .suspended(reason: "ioerror"))
        #expect(DomainEvent.Kind(lifecycle: 5, detail: 5) == .stopped(reason: "failed"))
        #expect(DomainEvent.Kind(lifecycle: 6, detail: 1) == .shutDown(reason: "guest"))
        #expect(DomainEvent.Kind(lifecycle: 0, detail: 0) == .other(0))
    }
}
