import MortarModel
import Testing

@testable import LabKit

/// Keeps other runs off the lab, and takes it away at the end.
struct SharedLabTrait: SuiteTrait, TestScoping {
    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        guard SharedLab.isWanted else { return try await function() }
        guard let lock = try FileLock(path: "/run/lock/mortar-lab-tests.lock") else {
            throw Failure(.conflict, "Another run of the lab tests is under way.", correction: "Wait for its end.")
        }
        defer { withExtendedLifetime(lock) {} }
        try await SharedLab.begin()
        try await function()
        try await SharedLab.end()
    }
}

/// Blank hosts: for each test of a suite, or for a suite whose tests leave them as they find them.
struct BlankHosts: SuiteTrait, TestTrait, TestScoping {
    let hosts: Int
    let disks: Int
    let storageRate: String?
    let isRecursive: Bool

    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        if SharedLab.isWanted {
            let rate = try storageRate.map { try LinkRate($0) }
            try await SharedLab.renew(
                LabWish(hosts: hosts, disks: disks, diskSize: .gibibytes(4), storageRate: rate),
                for: String(test.name.prefix { $0 != "(" }))
        }
        try await function()
    }
}

extension Trait where Self == SharedLabTrait {
    static var sharedLab: Self { SharedLabTrait() }
}

extension Trait where Self == BlankHosts {
    /// New hosts for each test.
    ///
    /// - Parameters:
    ///   - disks: per host, of 4 GiB each.
    ///   - storageRate: what a host's link to the storage network carries, as `400mbit`; nil for 1 Gbit/s.
    static func blankHosts(_ count: Int = 3, disks: Int = 2, storageRate: String? = nil) -> Self {
        BlankHosts(hosts: count, disks: disks, storageRate: storageRate, isRecursive: true)
    }

    /// Three new hosts that all tests of a suite share.
    static var sharedHosts: Self { BlankHosts(hosts: 3, disks: 2, storageRate: nil, isRecursive: false) }
}
