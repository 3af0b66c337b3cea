import Crypto
import CryptoExtras
import Foundation

/// A password as it is stored: scrypt with a random salt.
package struct PasswordHash: Sendable, Hashable, Codable {
    private var salt: Data
    private var hash: Data
    private var rounds: Int

    /// 2^15 with r = 8 takes 32 MiB and about 50 ms: OWASP's Password Storage Cheat Sheet lists N=2^15, r=8, p=3.
    private static let rounds = 1 << 15

    /// What no password matches, to be checked where there is no user: it takes as long.
    static let ofNobody = PasswordHash()

    private init() {
        salt = Data(count: 16)
        hash = Data(count: 32)
        rounds = Self.rounds
    }

    package init(password: String) throws {
        salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        rounds = Self.rounds
        hash = try Self.derive(password, salt: salt, rounds: rounds)
    }

    /// Whether this is the password; takes the same time whether it is or not.
    package func matches(_ password: String) throws -> Bool {
        let derived = try Self.derive(password, salt: salt, rounds: rounds)
        return zip(derived, hash).reduce(derived.count ^ hash.count) { $0 | Int($1.0 ^ $1.1) } == 0
    }

    private static func derive(_ password: String, salt: Data, rounds: Int) throws -> Data {
        let key = try KDF.Scrypt.deriveKey(
            from: Data(password.utf8), salt: salt, outputByteCount: 32, rounds: rounds, blockSize: 8, parallelism: 3,
            maxMemory: 128 << 20)
        return key.withUnsafeBytes { Data($0) }
    }
}
