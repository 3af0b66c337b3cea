import HTTPSFixture
import MortarModel
import Testing

@testable import MortarClient
@testable import OVirtAPI

@Suite struct LoginTests {
    @Test func logsInWhenItMustAndOnlyOnce() async throws {
        try await StubEngine.serving(answerLogins) { stub in
            try await stub.connected { client in
                _ = try await client.list(VMRepresentation.self)
                _ = try await client.list(VMRepresentation.self)
            }
            let requests = await stub.requests
            #expect(requests.map(\.target) == [LoginPath.token, "/ovirt-engine/api/vms", "/ovirt-engine/api/vms"])
            #expect(
                requests[0].text
                    == "grant_type=password&scope=ovirt-app-api&username=admin%40internal&password=s%26%20%C3%A9")
            #expect(requests[1].headers["authorization"] == "Bearer token")
        }
    }

    @Test func logsInAgainOnceWhenTheTokenHasExpired() async throws {
        let logins = Counter()
        try await StubEngine.serving { request in
            if request.target == LoginPath.token { return try .token("token\(await logins.next())") }
            return request.headers["authorization"] == "Bearer token2" ? StubAnswer() : StubAnswer(status: 401)
        } _: { stub in
            try await stub.connected { client in
                let vms = try await client.list(VMRepresentation.self)
                #expect(vms.isEmpty)
            }
            #expect(await stub.requests.count == 4)
        }
    }

    @Test func givesUpWhenTheNewTokenIsRefusedToo() async throws {
        try await StubEngine.serving { request in
            request.target == LoginPath.token ? try .token("t") : StubAnswer(status: 401)
        } _: { stub in
            await #expect(throws: Failure.self) {
                try await stub.connected { try await $0.list(VMRepresentation.self) }
            }
            #expect(await stub.requests.count == 4)
        }
    }

    @Test func aTokenThatHasExpiredIsSaidToHave() async throws {
        try await StubEngine.serving { _ in
            StubAnswer(status: 401)
        } _: { stub in
            let failure = await #expect(throws: Failure.self) {
                try await stub.connected(as: .token("old")) { try await $0.list(VMRepresentation.self) }
            }
            #expect(failure?.code == .unauthenticated)
            #expect(await stub.requests.count == 1)
        }
    }

    @Test func saysWhyALoginWasRefused() async throws {
        try await StubEngine.serving { _ in
            StubAnswer(status: 401, #"{"error":"The password is wrong.","error_code":"access_denied"}"#)
        } _: { stub in
            let failure = await #expect(throws: Failure.self) { try await stub.connected { try await $0.logIn() } }
            #expect(failure?.code == .unauthenticated)
            #expect(failure?.cause == "The password is wrong.")
        }
    }

    @Test func aLoginThatHasToWaitIsNotWrong() async throws {
        try await StubEngine.serving { _ in
            StubAnswer(status: 503, #"{"error":"Too many.","error_code":"temporarily_unavailable"}"#)
        } _: { stub in
            let failure = await #expect(throws: Failure.self) { try await stub.connected { try await $0.logIn() } }
            #expect(failure?.code == .busy)
            #expect(failure?.cause == "Too many.")
        }
    }

    @Test func believesNoOtherAuthority() async throws {
        try await StubEngine.serving(answerLogins) { stub in
            let address = try ServerAddress(stub.address)
            let failure = await #expect(throws: Failure.self) {
                try await MortarClient.connected(to: address, trust: .system, as: .token("t")) { client in
                    try await client.list(VMRepresentation.self)
                }
            }
            #expect(failure?.code == .engineUntrusted)
            #expect(await stub.requests.isEmpty)
        }
    }

    @Test func saysWhenNothingAnswers() async throws {
        let failure = await #expect(throws: Failure.self) {
            try await MortarClient.connected(
                to: try ServerAddress("127.0.0.1:1"), trust: .system, as: .token("t")
            ) { client in
                try await client.list(VMRepresentation.self)
            }
        }
        #expect(failure?.code == .engineUnreachable)
        #expect(failure?.cause?.contains("refused") == true)
    }

    @Test(arguments: [
        ("h1", "https://h1"), ("h1:8443", "https://h1:8443"), ("https://h1/ovirt-engine/api", "https://h1"),
        ("HTTPS://h1/", "https://h1"), ("[::1]:8443", "https://[::1]:8443"),
    ])
    func readsAddresses(text: String, base: String) throws {
        #expect(try ServerAddress(text).base == base)
    }

    @Test(arguments: ["", "http://h1", "ftp://h1", "https://", "https://user@h1", "a b"])
    func refusesAddressesThatWillNotDo(text: String) {
        #expect(throws: Failure.self) { try ServerAddress(text) }
    }
}
