import Foundation
import MortarModel
import Testing

@testable import LabKit

@Suite struct LabRecordTests {
    func record(_ wish: LabWish = LabWish()) throws -> LabRecord {
        try wish.record(name: LabName("demo"), baseTree: "/cache/base")
    }

    @Test func aNewLabHasThreeHostsOfTwoDisks() throws {
        let record = try record()
        #expect(record.hosts.map(\.name) == ["h1", "h2", "h3"])
        #expect(record.hosts.allSatisfy { $0.disks.map(\.size) == [.gibibytes(8), .gibibytes(8)] })
        #expect(record.subnet.description == "10.88")
        #expect(record.rate(.storage)?.description == "1gbit")
        #expect(record.rate(.management) == nil)
    }

    @Test func aRecordIsReadBackAsItWasWritten() throws {
        var record = try record(LabWish(hosts: 2, managementRate: LinkRate("10mbit"), readOnlyBinds: ["/opt/swift"]))
        record.hosts[1].cutNetworks = [.storage]
        let folder = LabFolder(path: FileManager.default.temporaryDirectory.appending(path: "lab-\(UUID())").path())
        try makeFolder(folder.path)
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        #expect(try folder.record() == nil)
        try folder.save(record)
        #expect(try folder.record() == record)
        try writeFile("{", to: folder.recordFile)
        #expect(throws: Failure.self) { try folder.record() }
    }

    @Test func aLabThatIsThereMayBeRepairedWithItsOwnOptions() throws {
        let record = try record(LabWish(disks: 1))
        try LabWish().requireSame(as: record)
        try LabWish(hosts: 3, disks: 1, diskSize: .gibibytes(8), subnet: Subnet("10.88")).requireSame(as: record)
    }

    @Test func otherOptionsThanTheLabsAreNamed() throws {
        let failure = try #require(throws: Failure.self) {
            try LabWish(hosts: 4, managementRate: LinkRate("1gbit")).requireSame(as: try record())
        }
        #expect(failure.code == .conflict)
        #expect(failure.message.contains("--hosts 3") && failure.message.contains("no --management-rate"))
    }

    @Test func refusesWhatNoLabCanBe() throws {
        for wish in [
            LabWish(hosts: 0), LabWish(hosts: 201), LabWish(disks: 0), LabWish(diskSize: .mebibytes(100)),
            LabWish(readOnlyBinds: ["opt"]), LabWish(readOnlyBinds: ["/a:/b"]),
        ] {
            #expect(throws: Failure.self) { try wish.validate() }
        }
        try LabWish(hosts: 200, disks: 24, diskSize: .mebibytes(512), readOnlyBinds: ["/a"]).validate()
    }

    @Test func hostsAreNumberedOn() throws {
        var record = try record(LabWish(hosts: 1))
        record.addHost()
        #expect(record.hosts.map(\.name) == ["h1", "h2"])
        #expect(try record.host(named: "h2").number == 2)
        let failure = try #require(throws: Failure.self) { try record.host(named: "h3") }
        #expect(failure.code == .notFound && failure.correction == "Its hosts are h1, h2.")
    }

    @Test func aMissingProgramIsNamedWithItsPackage() throws {
        let failure = try #require(throws: Failure.self) {
            try MachineChecks.requireTools(["sh": "dash", "no-such-tool": "its-package"], path: "/usr/bin:/bin")
        }
        #expect(failure.message.contains("no-such-tool") && !failure.message.contains("sh,"))
        #expect(failure.correction == "Install with “apt-get install its-package”.")
    }
}
