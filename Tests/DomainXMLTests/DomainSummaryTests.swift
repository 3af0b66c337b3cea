import DomainXML
import Foundation
import MortarModel
import Testing

@Suite struct DomainSummaryTests {
    @Test(arguments: [
        "web", "", " ", "a & b", "<x>", "\"quoted\" 'name'", "tab\tand\nline", "a/b", "..", "]]>", "ünïcödé 🦆",
        "${x}", "%s", String(repeating: "ä", count: 300), "\r\n",
    ])
    func readsBackWhatWasWritten(name: String) throws {
        let description = DomainDescription.sample(name: name)
        let summary = try #require(try DomainSummary(parsing: description.xml()))
        #expect(
            summary
                == DomainSummary(
                    id: description.id, name: name, cpus: description.cpus, memory: description.memory,
                    access: description.access))
    }

    @Test(arguments: DomainDescription.Acceleration.allCases, 1...3)
    func readsBackHowManyProcessorsTheGuestHas(acceleration: DomainDescription.Acceleration, cpus: Int) throws {
        var description = DomainDescription.sample(name: "web")
        description.acceleration = acceleration
        description.cpus = cpus
        #expect(try #require(try DomainSummary(parsing: description.xml())).cpus == cpus)
    }

    @Test func everyNameGivesAWellFormedDescription() throws {
        var numbers = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let name = String.random(using: &numbers)
            let summary = try #require(
                try DomainSummary(parsing: DomainDescription.sample(name: name).xml()), "\(name)")
            #expect(summary.name == name.replacingWhatXMLCannotHold, "\(name.unicodeScalars.map(\.value))")
        }
    }

    @Test func everyNameGivesADomainNameThatCanBeAFile() {
        var numbers = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let name = DomainDescription.sample(name: .random(using: &numbers)).domainName
            #expect(!name.isEmpty && name.utf8.count <= 128)
            #expect(!name.contains("/") && !name.unicodeScalars.contains { $0.value < 32 || $0.value == 127 })
        }
    }

    @Test func domainsOfOthersAreNotOurs() throws {
        #expect(try DomainSummary(parsing: "<domain><memory>1</memory><vcpu>1</vcpu></domain>") == nil)
        #expect(try DomainSummary(parsing: foreignVM) == nil)
    }

    @Test func anIncompleteTextIsNotTakenForSomebodyElsesDomain() {
        let xml = DomainDescription.sample(name: "web").xml()
        for text in ["", String(xml.dropLast(20)), String(xml.prefix(60)), xml + xml] {
            #expect(throws: UnreadableDomain.self) { try DomainSummary(parsing: text) }
        }
    }

    @Test(arguments: [("<vcpu", "<cpu", "</vcpu", "</cpu"), (" id=\"", " key=\"", "", "")])
    func aDomainOfOursThatCannotBeReadIsAnError(from: String, to: String, alsoFrom: String, alsoTo: String) {
        var xml = DomainDescription.sample(name: "web").xml().replacing(from, with: to)
        if !alsoFrom.isEmpty { xml = xml.replacing(alsoFrom, with: alsoTo) }
        #expect(throws: UnreadableDomain.self) { try DomainSummary(parsing: xml) }
    }

    @Test func anAccessOfALaterVersionIsUnknown() throws {
        let xml = DomainDescription.sample(name: "web").xml().replacing("access=\"fuse\"", with: "access=\"nbd\"")
        #expect(try #require(try DomainSummary(parsing: xml)).access == nil)
    }

    private let foreignVM = """
        <domain><metadata><other:vm xmlns:other="urn:other" id="1" name="x"/></metadata>
        <memory>1</memory><vcpu>1</vcpu></domain>
        """
}

extension DomainDescription {
    fileprivate static func sample(name: String) -> Self {
        Self(
            id: VMID(), name: name, cpus: 3, memory: .mebibytes(384), acceleration: .emulation, access: .fuse,
            disks: [DomainDisk(id: DiskID(), source: .file("/mounts/set-1/images/\(name).raw"))],
            consoleLog: "/var/log/\(name)")
    }
}

extension String {
    /// Up to 40 scalars, many of them special to XML or to file systems.
    fileprivate static func random(using numbers: inout SystemRandomNumberGenerator) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...40, using: &numbers) {
            let special: [UInt32] = [0, 1, 9, 10, 13, 34, 38, 39, 47, 60, 62, 93, 127, 0x85, 0x2028, 0xFFFE, 0xFFFF]
            let value =
                Bool.random(using: &numbers)
                ? special.randomElement(using: &numbers)! : UInt32.random(in: 0...0x10FFFF, using: &numbers)
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    fileprivate var replacingWhatXMLCannotHold: String {
        var text = ""
        for scalar in unicodeScalars {
            let outside = scalar.value < 32 && ![9, 10, 13].contains(scalar.value)
            text.unicodeScalars.append(outside || [0xFFFE, 0xFFFF].contains(scalar.value) ? "\u{FFFD}" : scalar)
        }
        return text
    }
}
