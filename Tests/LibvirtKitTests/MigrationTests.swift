import Foundation
import LibvirtKit
import Testing

/// Against libvirt's built-in test driver, which moves no domains: that calls come back as they should.
@Suite struct MigrationTests {
    let connection: LibvirtConnection
    let id = UUID()

    init() throws {
        connection = LibvirtConnection(uri: try emptyTestNode())
    }

    @Test func aDomainThatIsNotThereHasNoMigration() async throws {
        #expect(try await connection.migrationStatistics(of: id) == nil)
        #expect(try await connection.completedMigration(of: id) == nil)
        #expect(try await connection.migratableDescription(of: id) == nil)
        for call in [connection.abortMigration, connection.startPostCopy] {
            let error = await #expect(throws: LibvirtError.self) { try await call(id) }
            #expect(error?.code == .noDomain)
        }
        let error = await #expect(throws: LibvirtError.self) {
            try await connection.migrate(
                id, by: MigrationOrder(daemon: "qemu+tls://10.0.0.2/system", address: "10.0.0.2"))
        }
        #expect(error?.code == .noDomain)
    }

    @Test func aDriverWithoutMigrationsSaysSo() async throws {
        _ = try await connection.createDomain(
            "<domain type='test'><name>web</name><uuid>\(id.uuidString)</uuid><memory>65536</memory><vcpu>1</vcpu><os><type>hvm</type></os></domain>"
        )
        let order = MigrationOrder(daemon: "test:///default", address: "fd00::1", bandwidth: 10, allowsPostCopy: true)
        let error = await #expect(throws: LibvirtError.self) { try await connection.migrate(id, by: order) }
        // libvirt's “argument unsupported”.
        #expect(error?.code.rawValue == 74)
    }
}
