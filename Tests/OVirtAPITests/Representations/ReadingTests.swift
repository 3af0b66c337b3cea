import Foundation
import MortarModel
import Testing

@testable import OVirtAPI

@Suite struct ReadingTests {
    private func read<R: Resource>(_ type: R.Type, xml: String) throws -> R {
        try MediaType.xml.decode(type, from: Array(xml.utf8))
    }

    private func read<R: Resource>(_ type: R.Type, json: String) throws -> R {
        try MediaType.json.decode(type, from: Array(json.utf8))
    }

    @Test func readsWhatThePythonSDKSendsToAddAVM() throws {
        let vm = try read(
            VMRepresentation.self,
            xml: """
                <vm>
                  <cpu>
                    <topology>
                      <cores>2</cores>
                      <sockets>1</sockets>
                      <threads>1</threads>
                    </topology>
                  </cpu>
                  <high_availability>
                    <enabled>true</enabled>
                    <priority>50</priority>
                  </high_availability>
                  <memory>1073741824</memory>
                  <name>vm1</name>
                  <os>
                    <boot>
                      <devices>
                        <device>hd</device>
                      </devices>
                    </boot>
                    <type>debian_9</type>
                  </os>
                  <cluster>
                    <name>Default</name>
                  </cluster>
                  <template>
                    <name>Blank</name>
                  </template>
                </vm>
                """)
        #expect(vm.name == "vm1")
        #expect(vm.memory == 1 << 30)
        #expect(vm.cpu?.topology?.count == 2)
        #expect(vm.cluster?.name == "Default")
        #expect(vm.template == Reference(name: "Blank"))
        #expect(vm.fixed.highAvailability == EnabledRepresentation(true, priority: 50))
        #expect(vm.fixed.operatingSystem?.boot?.devices == ["hd"])
    }

    @Test func readsStringsAndNumbersInJSON() throws {
        let asStrings = try read(DiskRepresentation.self, json: #"{"provisioned_size":"1024","sparse":"true"}"#)
        let asValues = try read(DiskRepresentation.self, json: #"{"provisioned_size":1024,"sparse":true}"#)
        #expect(asStrings == asValues)
        #expect(asValues.provisionedSize == 1024)
        #expect(asValues.sparse == true)
    }

    @Test func skipsElementsItDoesNotKnow() throws {
        #expect(try read(VMRepresentation.self, xml: "<vm><new><x/></new><name>a</name></vm>").name == "a")
        #expect(try read(VMRepresentation.self, json: #"{"new":{"x":[1,[]]},"name":"a"}"#).name == "a")
    }

    @Test(arguments: [
        "<vm><memory>lots</memory></vm>", "<vm><memory></memory></vm>", "<vm><memory><x/></memory></vm>",
        "<vm><memory>1.5</memory></vm>", "<vm><memory>9223372036854775808</memory></vm>",
    ])
    func namesTheElementOfABadValue(xml: String) throws {
        let failure = try #require(throws: Failure.self) { try read(VMRepresentation.self, xml: xml) }
        #expect(failure.code == .invalid)
        #expect(failure.message.contains("memory"))
    }

    @Test func namesTheWordsThatWouldDo() throws {
        let failure = try #require(throws: Failure.self) {
            try read(DiskRepresentation.self, xml: "<disk><format>vmdk</format></disk>")
        }
        #expect(failure.message == "The element format is “vmdk”, which is not one of raw, cow.")
    }

    @Test(arguments: [
        "", " ", "<vm>", "<vm><name>a</name>", "<vm></host>", "<vm/><vm/>", "<vm/>x", "<vm", "vm", "<vm><a></vm></a>",
        "<!DOCTYPE vm [<!ENTITY a \"b\">]><vm><name>&a;</name></vm>", "<vm>&undefined;</vm>", "<host/>",
    ])
    func refusesWhatIsNotOneWholeXMLDocument(xml: String) {
        #expect(throws: Failure.self) { try read(VMRepresentation.self, xml: xml) }
    }

    @Test(arguments: ["", "[]", "1", "{", #"{"a":1}x"#, #"{"name":[["a"]]}"#, #"{'name':'a'}"#])
    func refusesWhatIsNotOneWholeJSONDocument(json: String) {
        #expect(throws: Failure.self) { try read(VMRepresentation.self, json: json) }
    }

    @Test func refusesWhatIsTooLargeOrTooDeep() {
        let limits = DocumentLimits(size: 1000, depth: 10)
        func refuses(_ media: MediaType, _ text: String) -> Bool {
            do {
                _ = try media.decode(VMRepresentation.self, from: Array(text.utf8), limits: limits)
                return false
            } catch {
                return error.code == .invalid
            }
        }
        func nested(_ depth: Int, _ open: String, _ close: String) -> String {
            String(repeating: open, count: depth) + String(repeating: close, count: depth)
        }
        #expect(refuses(.xml, "<vm>" + String(repeating: " ", count: 1000) + "</vm>"))
        #expect(refuses(.xml, "<vm>" + nested(10, "<a>", "</a>") + "</vm>"))
        #expect(!refuses(.xml, "<vm>" + nested(9, "<a>", "</a>") + "</vm>"))
        #expect(refuses(.json, nested(20, #"{"a":"#, "").dropLast(0) + "1" + nested(20, "}", "")))
        #expect(!refuses(.json, nested(5, #"{"a":"#, "") + "1" + nested(5, "}", "")))
    }

    @Test(arguments: [
        "2016-09-08T09:53:35.138+02:00", "2016-09-08T07:53:35.138Z", "2016-09-08T07:53:35.138", "1473321215138",
        "2016-09-08T03:23:35.138-0430",
    ])
    func readsEveryWayToWriteADate(text: String) throws {
        let event = try read(EventRepresentation.self, xml: "<event><time>\(text)</time></event>")
        #expect(event.time == Date(timeIntervalSince1970: 1_473_321_215.138))
    }

    @Test(arguments: ["yesterday", "2016-13-01T00:00:00", "2016-02-30T00:00:00Z", "2016-01-01"])
    func refusesDatesThatAreNone(text: String) {
        #expect(throws: Failure.self) {
            try read(EventRepresentation.self, xml: "<event><time>\(text)</time></event>")
        }
    }
}
