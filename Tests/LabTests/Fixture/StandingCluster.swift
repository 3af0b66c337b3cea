import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

/// A cluster of three hosts with two replica sets, and a VM whose probe writes to its second disk all the time.
struct StandingCluster: Sendable {
    @TaskLocal private static var shared: StandingCluster?

    let cluster: TestCluster
    let vm: WritingVM

    /// That of the suite.
    static var current: Self { get throws { try #require(shared, "The suite has the trait standingCluster.") } }

    /// Deploys, and starts the VM when all hosts can take it with libgfapi.
    init() async throws {
        cluster = try await TestCluster()
        vm = WritingVM("writer", on: cluster)
        try await cluster.deploy()
        try await vm.create()
        try await cluster.waitForSelfTests()
        try await vm.start()
        try await vm.expectToGoOn()
    }

    /// Lends a new one to a suite; at its end nothing is lost, and nothing is left.
    fileprivate static func lend(to suite: () async throws -> Void) async throws {
        let new = try await Self()
        try await $shared.withValue(new) { try await suite() }
        try await new.vm.verify()
        try await new.cluster.destroy()
        try await new.cluster.expectNothingLeft()
        try await new.cluster.expectNoDoor()
    }

    /// One QEMU of the VM in all, by the kernels' word.
    func expectOneProcess() async throws {
        var count = 0
        for host in cluster.hosts {
            let output = try await SharedLab.commands(on: host).run(
                Command("pgrep", ["--count", "--full", "guest=\(vm.name),"]))
            count += Int(output.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        }
        #expect(count == 1)
    }
}

/// One cluster for all tests of a suite, each of which leaves it whole and its VM writing.
struct StandingClusterTrait: SuiteTrait, TestScoping {
    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        guard SharedLab.isWanted else { return try await function() }
        try await StandingCluster.lend { try await function() }
    }
}

extension Trait where Self == StandingClusterTrait {
    static var standingCluster: Self { StandingClusterTrait() }
}
