import EngineCore
import Foundation
import Logging
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
        let user = try await service.user(named: "admin@internal", password: "secret")
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
        let failure = await #expect(throws: Failure.self) { try await service.user(named: name, password: password) }
        #expect(failure?.code == .unauthenticated)
    }

    @Test func unknownUsersTakeAsLongAsWrongPasswords() async throws {
        let (service, _, _) = try await fixture()
        let time = await ContinuousClock().measure {
            _ = try? await service.user(named: "nobody@internal", password: "secret")
        }
        #expect(time > .milliseconds(20))
    }

    @Test func refusesACrowdOfLoginsUntilItHasPassed() async throws {
        let (service, _, _) = try await fixture()
        let codes = await withTaskGroup(of: Failure.Code?.self) { group in
            for _ in 1...40 {
                group.addTask {
                    do {
                        _ = try await service.user(named: "admin@internal", password: "wrong")
                        return nil
                    } catch {
                        return (error as? Failure)?.code
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.count { $0 == .unauthenticated } >= 9)
        #expect(codes.contains(.busy) && Set(codes) == [.unauthenticated, .busy])
        #expect(try await service.user(named: "admin@internal", password: "secret").name == "admin@internal")
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
        return (AccessService(context, logger: Logger(label: "test")), clock, store)
    }
}
