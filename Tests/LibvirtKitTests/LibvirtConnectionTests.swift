import Foundation
import LibvirtKit
import Testing

/// Against libvirt's built-in test driver, which needs no daemon. Each test has a node of its own.
@Suite struct LibvirtConnectionTests {
    let connection: LibvirtConnection
    let id = UUID()

    init() throws {
        connection = LibvirtConnection(uri: try emptyTestNode())
    }

    var description: String {
        """
        <domain type='test'><name>web</name><uuid>\(id.uuidString)</uuid><memory>65536</memory><vcpu>1</vcpu>
        <os><type>hvm</type></os><devices><disk type='file'><source file='/x'/><target dev='vda'/></disk>
        <memballoon model='virtio'/></devices>
        </domain>
        """
    }

    @Test func aCreatedDomainIsFoundByItsUUID() async throws {
        #expect(try await connection.domain(id) == nil)
        let created = try await connection.createDomain(description)
        #expect(created == Domain(id: id, name: "web", state: DomainState(.running, reason: "booted")))
        #expect(try await connection.domain(id) == created)
        #expect(try await connection.domains() == [created])
        #expect(try await connection.description(of: id)?.contains("<name>web</name>") == true)
    }

    @Test func aDestroyedTransientDomainIsGone() async throws {
        _ = try await connection.createDomain(description)
        try await connection.destroy(id)
        #expect(try await connection.domain(id) == nil)
        let failure = await #expect(throws: LibvirtError.self) { try await connection.destroy(id) }
        #expect(failure?.code == .noDomain)
    }

    @Test func aDomainShutsDownWhenAsked() async throws {
        _ = try await connection.createDomain(description)
        try await connection.shutDown(id)
        #expect(try await connection.domain(id) == nil)
    }

    @Test func aSecondDomainOfTheSameUUIDIsRefused() async throws {
        _ = try await connection.createDomain(description)
        await #expect(throws: LibvirtError.self) { try await connection.createDomain(description) }
    }

    @Test func errorsCarryLibvirtsWords() async throws {
        let failure = await #expect(throws: LibvirtError.self) { try await connection.createDomain("<domain") }
        #expect(failure?.message.isEmpty == false)
        let unreachable = LibvirtConnection(uri: "qemu+unix:///system?socket=/nonexistent")
        let refused = await #expect(throws: LibvirtError.self) { try await unreachable.domains() }
        #expect(refused?.message.contains("/nonexistent") == true)
    }

    @Test func tellsWhatTheHypervisorCountsAndOffers() async throws {
        _ = try await connection.createDomain(description)
        let memory = try await connection.memoryStatistics(of: id)
        #expect(memory.balloon == 64 << 20)
        #expect(memory.resident != nil)
        #expect(try await connection.blockStatistics(of: id, device: "vda").readBytes > 0)
        #expect(try await connection.versions().libvirt.contains("."))
        let uncounted = await #expect(throws: LibvirtError.self) { try await connection.writeStatistics(of: id) }
        #expect(uncounted?.code == .notSupported)
        let unsupported = await #expect(throws: LibvirtError.self) {
            try await connection.domainCapabilities(machine: nil, kind: "test")
        }
        #expect(unsupported?.code == .notSupported)
    }

    @Test func eventsTellTheLifeOfADomain() async throws {
        let events = try await connection.events()
        _ = try await connection.createDomain(description)
        try await connection.destroy(id)
        var seen: [DomainEvent] = []
        for try await event in events {
            seen.append(event)
            if seen.count == 2 { break }
        }
        #expect(
            seen == [
                DomainEvent(id: id, name: "web", kind: .started(reason: "booted")),
                DomainEvent(id: id, name: "web", kind: .stopped(reason: "destroyed")),
            ])
    }

    @Test func eventsEndWithAnErrorWhenTheConnectionDoes() async throws {
        var short: LibvirtConnection? = LibvirtConnection(uri: try emptyTestNode())
        let events = try await #require(short).events()
        short = nil
        let failure = await #expect(throws: LibvirtError.self) { for try await _ in events {} }
        #expect(failure?.code == .noConnection)
    }
}

/// A test node without domains: unlike `test:///default`, it is not shared within the process.
func emptyTestNode() throws -> String {
    let path = FileManager.default.temporaryDirectory.appending(path: "node-\(UUID()).xml").path()
    try "<node><cpu><mhz>1000</mhz><model>i686</model><active>2</active></cpu><memory>4194304</memory></node>"
        .write(toFile: path, atomically: true, encoding: .utf8)
    return "test://\(path)"
}
