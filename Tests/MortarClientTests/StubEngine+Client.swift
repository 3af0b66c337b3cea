import Foundation
import HTTPSFixture
import MortarModel

@testable import MortarClient
@testable import OVirtAPI

extension StubEngine {
    func connected<Result>(
        as credentials: Credentials = .password(user: "admin@internal", "s& é"),
        _ body: (MortarClient) async throws -> Result
    ) async throws -> Result {
        try await MortarClient.connected(
            to: ServerAddress(address), trust: .authority(authority), as: credentials, body)
    }
}

extension StubAnswer {
    static func token(_ token: String) throws -> StubAnswer {
        let answer = TokenAnswer(accessToken: token, expiryMilliseconds: .max)
        return StubAnswer(String(decoding: try JSONEncoder().encode(answer), as: UTF8.self))
    }

    static func one(_ content: some Resource, status: Int = 200, headers: [String: String] = [:]) throws -> StubAnswer {
        StubAnswer(
            status: status, headers: headers, String(decoding: try MediaType.json.encode(content), as: UTF8.self))
    }

    static func list<Item: Resource>(_ items: [Item]) throws -> StubAnswer {
        StubAnswer(String(decoding: try MediaType.json.encode(list: items), as: UTF8.self))
    }

    static func fault(_ failure: Failure) throws -> StubAnswer {
        try one(FaultRepresentation(failure), status: failure.httpStatus)
    }
}

/// Takes every login and has nothing else.
@Sendable func answerLogins(_ request: StubRequest) throws -> StubAnswer {
    request.target == LoginPath.token ? try .token("token") : StubAnswer()
}

/// 1, 2, 3, …
actor Counter {
    private var count = 0

    func next() -> Int {
        count += 1
        return count
    }
}
