import Foundation
import Testing

@testable import OVirtAPI

@Suite struct WritingTests {
    private let event = {
        var event = EventRepresentation(index: 7)
        event.description = "VM <web> & \"db\" started\u{1}."
        event.code = 32
        event.severity = "normal"
        event.time = Date(timeIntervalSince1970: 1_473_321_215.138)
        event.vm = Linked(id: "v1")
        return event
    }()

    @Test func writesXMLAsOVirtDoes() throws {
        let xml = try text(MediaType.xml.encode(event))
        #expect(
            xml == """
                <event id="7" href="/ovirt-engine/api/events/7">\
                <description>VM &lt;web&gt; &amp; &quot;db&quot; started\u{FFFD}.</description>\
                <code>32</code><custom_id>-1</custom_id><flood_rate>30</flood_rate><index>7</index>\
                <log_on_host>false</log_on_host><origin>mortar</origin><severity>normal</severity>\
                <time>2016-09-08T07:53:35.138+00:00</time>\
                <vm id="v1" href="/ovirt-engine/api/vms/v1"/></event>
                """)
    }

    @Test func writesJSONWithNumbersAndBooleansAsStringsAndDatesAsMilliseconds() throws {
        let json = try text(MediaType.json.encode(event))
        #expect(
            json == #"""
                {"id":"7","href":"/ovirt-engine/api/events/7",\#
                "description":"VM <web> & \"db\" started\u0001.",\#
                "code":"32","custom_id":"-1","flood_rate":"30","index":"7",\#
                "log_on_host":"false","origin":"mortar","severity":"normal",\#
                "time":1473321215138,\#
                "vm":{"id":"v1","href":"/ovirt-engine/api/vms/v1"}}
                """#)
    }

    @Test func linksAndActionsStandBelowTheObjectsAddress() throws {
        var job = JobRepresentation()
        job.href = "/ovirt-engine/api/jobs/j"
        let xml = try text(MediaType.xml.encode(job))
        #expect(
            xml
                == #"<job href="/ovirt-engine/api/jobs/j"><link href="/ovirt-engine/api/jobs/j/steps" rel="steps"/></job>"#
        )
        #expect(
            try text(MediaType.json.encode(job)) == #"""
                {"href":"/ovirt-engine/api/jobs/j","link":[{"href":"/ovirt-engine/api/jobs/j/steps","rel":"steps"}]}
                """#)
        let vm = try text(MediaType.xml.encode(VMRepresentation(id: "v")))
        #expect(vm.contains(#"<actions><link href="/ovirt-engine/api/vms/v/start" rel="start"/>"#))
        let vmInJSON = try text(MediaType.json.encode(VMRepresentation(id: "v")))
        #expect(vmInJSON.contains(#""actions":{"link":[{"href":"/ovirt-engine/api/vms/v/start","rel":"start"}"#))
    }

    @Test func theSDKFindsBricksByTheRelationThatItReads() throws {
        let xml = try text(MediaType.xml.encode(GlusterVolumeRepresentation(id: "v", cluster: "c")))
        let bricks = "/ovirt-engine/api/clusters/c/glustervolumes/v/glusterbricks"
        #expect(xml.contains(#"<link href="\#(bricks)" rel="bricks"/>"#))
        #expect(xml.contains(#"<link href="\#(bricks)" rel="glusterbricks"/>"#))
    }

    @Test func aSubCollectionThatIsWrittenReplacesItsLink() throws {
        var job = JobRepresentation(id: "j")
        job.steps = []
        let xml = try text(MediaType.xml.encode(job))
        #expect(xml.contains("<steps/>") && !xml.contains("rel=\"steps\""))
        let json = try text(MediaType.json.encode(job))
        #expect(json.contains(#""steps":{}"#) && !json.contains(#""rel":"steps""#))
    }

    @Test func collectionsHaveTheirItemsBelowTheNameOfOne() throws {
        let references = [StepRepresentation(), StepRepresentation()]
        #expect(try text(MediaType.xml.encode(list: references)) == "<steps><step/><step/></steps>")
        #expect(try text(MediaType.json.encode(list: references)) == #"{"step":[{},{}]}"#)
        #expect(try text(MediaType.xml.encode(list: [StepRepresentation]())) == "<steps/>")
        #expect(try text(MediaType.json.encode(list: [StepRepresentation]())) == "{}")
    }

    @Test func emptyTextIsWrittenAndNilIsNot() throws {
        var host = HostRepresentation()
        host.comment = ""
        #expect(try text(MediaType.xml.encode(host)) == "<host><comment></comment></host>")
        #expect(try text(MediaType.json.encode(host)) == #"{"comment":""}"#)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000+00:00"), (-1, "1969-12-31T23:59:59.999+00:00"),
            (951_782_400_000, "2000-02-29T00:00:00.000+00:00"), (1_893_455_999_999, "2029-12-31T23:59:59.999+00:00"),
        ] as [(Int64, String)])
    func writesAndReadsDates(milliseconds: Int64, iso: String) {
        #expect(Timestamp.text(of: Timestamp.date(milliseconds: milliseconds)) == iso)
        #expect(Timestamp.date(parsing: iso) == Timestamp.date(milliseconds: milliseconds))
    }

    private func text(_ bytes: [UInt8]) throws -> String {
        try #require(String(bytes: bytes, encoding: .utf8))
    }
}
