import Foundation
import MortarModel
import Testing

@testable import OVirtAPI

@Suite struct RequestTests {
    @Test func takesMatrixAndQueryParametersTogether() throws {
        let target = try #require(
            RequestTarget("/ovirt-engine/api/vms;max=10;case_sensitive=false/a%2Fb/?search=name%3Dx+y&Follow=nics"))
        #expect(target.path == "/ovirt-engine/api/vms/a/b")
        #expect(
            target.parameters == ["max": "10", "case_sensitive": "false", "search": "name=x y", "follow": "nics"])
    }

    @Test func aPlusInAPathIsAPlus() throws {
        #expect(RequestTarget("/a+b;x=1+2")?.path == "/a+b")
        #expect(RequestTarget("/a;x=1+2")?.parameters["x"] == "1+2")
    }

    @Test(arguments: ["/a%FF", "/a?b=%FF", "/a?%zz=1"])
    func refusesBrokenEscapes(target: String) {
        #expect(RequestTarget(target) == nil)
    }

    @Test func aFlagIsSetByItsName() throws {
        let target = try #require(RequestTarget("/vms?async&force=true&clone=false"))
        #expect(target.flag("async") && target.flag("force"))
        #expect(!target.flag("clone") && !target.flag("filter"))
    }

    @Test(
        arguments: [
            (nil, .xml), ("", .xml), ("*/*", .xml), ("application/xml", .xml), ("text/xml; q=0.5", .xml),
            ("application/json", .json), ("application/json;charset=utf-8, */*;q=0.1", .json),
            ("application/xml;q=0.2, application/json", .json),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", .xml), ("application/*", .xml),
            ("text/html", nil), ("application/json;q=0", nil),
        ] as [(String?, MediaType?)])
    func choosesTheFormOfTheAnswer(accept: String?, type: MediaType?) {
        #expect(MediaType(accept: accept) == type)
    }

    @Test(
        arguments: [
            (nil, .xml), ("application/xml", .xml), ("Application/JSON; charset=UTF-8", .json), ("text/xml", .xml),
            ("text/plain", nil),
        ] as [(String?, MediaType?)])
    func knowsTheFormOfTheRequest(contentType: String?, type: MediaType?) {
        #expect(MediaType(contentType: contentType) == type)
    }

    @Test(
        arguments: [
            (nil, nil), ("", nil), ("a b/c_d-1", "abc_d-1"), ("é!", nil), (String(repeating: "x", count: 37), nil),
            (String(repeating: "x", count: 36), String(repeating: "x", count: 36)),
        ] as [(String?, String?)])
    func cleansCorrelationIDs(text: String?, cleaned: String?) {
        #expect(CorrelationID.cleaned(text) == cleaned)
    }

    @Test func followsPathsOfLinks() throws {
        let query = try FollowQuery("disk_attachments.disk, host.cluster,host,")
        #expect(query.includes("disk_attachments") && query.includes("diskattachments"))
        #expect(query.within("disk_attachments").includes("disk"))
        #expect(query.within("host").includes("cluster"))
        #expect(!query.includes("cluster") && query.within("nics").isEmpty)
        #expect(try FollowQuery(nil).isEmpty && FollowQuery(" ").isEmpty)
        try query.check(against: ["host", "disk_attachments"])
        #expect(throws: Failure.self) { try query.check(against: ["host"]) }
    }

    @Test func refusesToFollowWithoutEnd() throws {
        func path(_ depth: Int) -> String { repeatElement("a", count: depth).joined(separator: ".") }
        #expect(try FollowQuery(path(8)).includes("a"))
        let failure = #expect(throws: Failure.self) { try FollowQuery("b,\(path(9))") }
        #expect(failure?.code == .invalid)
        #expect(throws: Failure.self) { try FollowQuery(path(50_000)) }
    }

    @Test func writesTokensAsTheSDKReadsThem() throws {
        let answer = TokenAnswer(accessToken: "t", expiryMilliseconds: 5)
        let json = try #require(
            try JSONSerialization.jsonObject(with: JSONEncoder().encode(answer)) as? [String: String])
        #expect(json == ["access_token": "t", "scope": "ovirt-app-api", "exp": "5", "token_type": "bearer"])
        let refusal = try JSONDecoder().decode(
            TokenRefusal.self, from: Data(#"{"error":"no","error_code":"access_denied"}"#.utf8))
        #expect(refusal == TokenRefusal(error: "no", code: "access_denied"))
    }
}
