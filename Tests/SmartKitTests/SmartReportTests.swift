import Foundation
import HostCommand
import HostCommandTesting
import SmartKit
import Testing

/// Answers in the form of smartctl 7.3 on Debian 12.
func report(_ name: String) async throws -> SmartReport {
    let commands = ScriptedCommands()
    commands.answer("smartctl", try fixture(name))
    return try await Smartctl(commands).report(of: "/dev/sdb")
}

func fixture(_ name: String) throws -> String {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    return try String(contentsOf: url, encoding: .utf8)
}

@Suite struct SmartReportTests {
    @Test func readsAHealthyHardDisk() async throws {
        let report = try await report("hdd-good")
        #expect(report.passed == true && report.status == [])
        #expect(report.temperature == 36 && report.powerOnHours == 21034)
        #expect(report.reallocatedSectors == 0 && report.pendingSectors == 0 && report.mediaErrors == 0)
        #expect(report.failingAttributes.isEmpty)
    }

    /// 202 and 231 tell of something else there.
    @Test func aHardDiskHasNoWear() async throws {
        let report = try await report("hdd-good")
        #expect(report.wear == nil && report.spare == nil && report.spareThreshold == nil)
    }

    @Test func readsAFailingHardDisk() async throws {
        let report = try await report("hdd-bad")
        #expect(report.passed == false && report.status == [.failing, .belowThreshold])
        #expect(report.failingAttributes == ["Reallocated_Sector_Ct"])
        #expect(report.reallocatedSectors == 2048, "not what is packed behind it")
        #expect(report.pendingSectors == 56 && report.mediaErrors == 143)
    }

    @Test func readsWearOfSATASSDs() async throws {
        #expect(try await report("sata-ssd-good").wear == 3)
        #expect(try await report("sata-ssd-good").mediaErrors == 0)
        let worn = try await report("sata-ssd-worn")
        #expect(worn.passed == true && worn.wear == 96 && worn.spare == 84 && worn.spareThreshold == 10)
        #expect(worn.pendingSectors == nil, "the number is used for something else")
    }

    @Test func readsNVMe() async throws {
        let good = try await report("nvme-good")
        #expect(good.passed == true && good.nvme?.criticalWarning == 0 && good.temperature == 38)
        #expect(good.wear == 3 && good.spare == 100 && good.spareThreshold == 10 && good.mediaErrors == 0)
        let bad = try await report("nvme-bad")
        #expect(bad.passed == false && bad.nvme?.criticalWarning == 5 && bad.temperature == 71)
        #expect(bad.wear == 112 && bad.spare == 4 && bad.powerOnHours == 30100)
        #expect(bad.mediaErrors == .max, "more than can be counted")
    }

    @Test func aMissingLogDoesNotHideTheRest() async throws {
        let report = try await report("nvme-without-self-test-log")
        #expect(report.status == .commandFailed && report.passed == true && report.temperature == 50)
    }

    @Test func readsSAS() async throws {
        let good = try await report("sas-good")
        #expect(good.passed == true && good.temperature == 33 && good.powerOnHours == 27001)
        #expect(good.wear == 2 && good.reallocatedSectors == 0 && good.mediaErrors == 0)
        let bad = try await report("sas-bad")
        #expect(bad.passed == false && bad.reallocatedSectors == 318 && bad.mediaErrors == 44 && bad.wear == nil)
    }
}
