import EngineCore
import Foundation
import MortarModel
import MortarStore
import Synchronization
import Testing

@Suite struct AccessTests {
    /// A clock that tests move.
    final class Clock: Sendable {
        private let time = Mutex(Date(timeIntervalSince1970: 1_000_000))
        var now: Date { time.withLock { $0 } }
        func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
    }

    @Test func aTokenStandsForItsUserUntilItsEndOrLogout() async throws {
        let (service, clock, store) = try await fixture()
        let user = try service.user(named: "admin@internal", password: "secret")
        let first = try await service.makeToken(for: user)
        let second = try await service.makeToken(for: user)
        #expect(first.token != second.token)
        #expect(service.user(ofToken: first.token)?.name == "admin@internal")
        try await service.revoke(second.token)
        #expect(service.user(ofToken: second.token) == nil)
        #expect(!store.inventory.accessTokens.contains { $0.id.rawValue.contains(first.token) })
        clock.advance(AccessService.lifetime)
        #expect(service.user(ofToken: first.token) == nil)
    }

    @Test(arguments: [("admin@internal", "Secret"), ("admin@internal", ""), ("nobody@internal", "secret")])
    func refusesUnknownUsersAndWrongPasswordsAlike(name: String, password: String) async throws {
        let (service, _, _) = try await fixture()
        let failure = #expect(throws: Failure.self) { try service.user(named: name, password: password) }
        #expect(failure?.code == .unauthenticated)
    }

    @Test func aStoredPasswordDoesNotTellThePassword() throws {
        let hash = try World.password.get()
        let text = String(decoding: try JSONEncoder().encode(hash), as: UTF8.self)
        #expect(!text.contains("secret"))
        #expect(try JSONDecoder().decode(PasswordHash.self, from: Data(text.utf8)).matches("secret"))
    }

    private func fixture() async throws -> (AccessService, Clock, InventoryStore) {
        let clock = Clock()
        let store = try await InventoryStore(MemoryStore())
        try await store.found(password: World.password.get())
        let context = EngineContext(
            store: store, connect: { _ in throw Failure(.hostUnreachable, "none") }, now: { clock.now })
        return (AccessService(context), clock, store)
    }
}
