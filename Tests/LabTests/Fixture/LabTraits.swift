import MortarModel
import Testing

@testable import LabKit

/// Keeps other runs off the labs.
struct SharedLabTrait: SuiteTrait, TestScoping {
    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        guard SharedLab.isWanted else { return try await function() }
        try await SharedLab.with { try await function() }
    }
}

/// Blank hosts: for each test of a suite, or for a suite whose tests leave them as they find them.
struct BlankHosts: SuiteTrait, TestTrait, TestScoping {
    /// Nil for a place where a test makes its own.
    let hosts: Int?
    let disks: Int
    let storageRate: String?
    let isRecursive: Bool

    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        guard SharedLab.isWanted else { return try await function() }
        let rate = try storageRate.map { try LinkRate($0) }
        let wish = hosts.map { LabWish(hosts: $0, disks: disks, diskSize: .gibibytes(4), storageRate: rate) }
        try await SharedLab.lend(wish, to: String(test.name.prefix { $0 != "(" })) { try await function() }
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

    /// No hosts, but a turn: what a test runs by itself is too much beside two labs.
    static var ownMachines: Self { BlankHosts(hosts: nil, disks: 0, storageRate: nil, isRecursive: true) }

    /// Three new hosts that all tests of a suite share.
    static var sharedHosts: Self { BlankHosts(hosts: 3, disks: 2, storageRate: nil, isRecursive: false) }
}
