import Foundation
import MortarModel
import Testing

@testable import LabKit

@Suite struct DiskTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "disks-\(UUID())").path()

    func disk(_ number: Int, path: String?) -> LabStatus.Disk {
        LabStatus.Disk(number: number, path: path, size: 1 << 30, state: .working, file: "/l/disk\(number).img")
    }

    @Test func aDiskIsMeantByItsNumberAndByItsDevice() {
        let disk = disk(3, path: "/dev/loop12")
        #expect(["3", "loop12", "/dev/loop12"].allSatisfy(disk.answers))
        #expect(!["1", "12", "loop1", "/dev/loop1", ""].contains(where: disk.answers))
        #expect(self.disk(3, path: nil).answers(to: "3"))
    }

    @Test func aNumberIsNotGivenTwice() {
        let disks = [DiskRecord(number: 4, size: .zero), DiskRecord(number: 2, size: .zero)]
        #expect(HostRecord(number: 1, disks: disks).nextDiskNumber == 5)
        #expect(HostRecord(number: 1, disks: []).nextDiskNumber == 1)
    }

    @Test func theStatusOfSmartctlIsThatOfItsReport() throws {
        #expect(try SMARTReports.status(of: Data(#"{"smartctl": {"exit_status": 24}, "temperature": 1}"#.utf8)) == 24)
        #expect(try SMARTReports.status(of: Data(#"{"smartctl": {}}"#.utf8)) == 0)
    }

    @Test(arguments: ["", "{", "{}", "[]", #"{"smartctl": {"exit_status": 256}}"#])
    func whatIsNoReportIsRefused(_ text: String) throws {
        let failure = try #require(throws: Failure.self) { try SMARTReports.status(of: Data(text.utf8)) }
        #expect(failure.code == .invalid)
    }

    @Test func aReportLiesInTheHostUnderItsDevicesName() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try makeFolder(folder + "/usr/local/sbin")
        let reports = SMARTReports(root: folder)
        let report = #"{"smartctl": {"exit_status": 4}}"#
        try reports.set(Data(report.utf8), of: "/dev/loop7")
        let files = "\(folder)/var/lib/mortar-lab/smart/loop7"
        #expect(try String(contentsOfFile: files + ".json", encoding: .utf8) == report)
        #expect(try String(contentsOfFile: files + ".status", encoding: .utf8) == "4\n")
        #expect(FileManager.default.isExecutableFile(atPath: "\(folder)/usr/local/sbin/smartctl"))
        try reports.remove(of: "/dev/loop7")
        try reports.remove(of: "/dev/loop7")
        #expect(!FileManager.default.fileExists(atPath: files + ".json"))
    }
}
