import LabKit
import MortarClient
import OVirtAPI
import Synchronization
import Testing

/// A VM whose probe writes to its second disk all the time, and finds at each start what it was told is written.
actor WritingVM {
    private static let patience = Duration.seconds(90)

    nonisolated let name: String
    private let cluster: TestCluster
    /// The newest write that the probe was told is done.
    private var acknowledged = 0

    init(_ name: String, on cluster: TestCluster) {
        self.name = name
        self.cluster = cluster
    }

    /// - Parameter disk: the size of the disk that the probe writes to.
    func create(disk: String = "64MiB") async throws {
        let image = try await GuestImages().image()
        try await cluster.mortar(
            "vm", "create", name, "--memory", "256MiB", "--disk-size", "64MiB", "--disk-size", disk, "--image", image)
    }

    func start() async throws { try await cluster.mortar("vm", "start", name) }
    func stop() async throws { try await cluster.mortar("vm", "stop", name) }
    func delete() async throws { try await cluster.mortar("vm", "delete", name) }

    /// The name of the host that the VM is noted on, where it is up.
    func place() async throws -> String {
        let vm = try await cluster.connected {
            try await $0.find(VMRepresentation.self, called: name, kind: "VM", follow: "host")
        }
        #expect(vm.status == "up")
        return try #require(vm.host?.content?.name)
    }

    // MARK: The probe

    /// So many writes more than are acknowledged now.
    func expectToGoOn(by writes: Int = 100) async throws {
        let first = FirstNumber()
        let line = try await cluster.console(of: name, history: false, within: Self.patience) { line in
            let number = Self.number(line, after: "PROBE ACK")
            return number > 0 && number >= first.orNow(number) + writes
        }
        acknowledged = Self.number(line, after: "PROBE ACK")
    }

    /// After a start: the probe finds all that it was told was written.
    func expectNothingLost() async throws {
        let wanted = acknowledged
        // What earlier starts found is in the console's history, too.
        let found = try await cluster.console(of: name, within: Self.patience) {
            Self.number($0, after: "PROBE OK") >= wanted || $0.hasPrefix("PROBE LOST")
        }
        #expect(Self.number(found, after: "PROBE OK") >= wanted, "\(found)")
    }

    /// Stops it, starts it, and has the probe look.
    func verify() async throws {
        try await stop()
        try await start()
        try await expectNothingLost()
    }

    private static func number(_ line: String, after text: String) -> Int {
        line.hasPrefix(text) ? line.split(separator: " ").last.flatMap { Int($0) } ?? -1 : -1
    }
}

/// The first number that it was told.
private final class FirstNumber: Sendable {
    private let number = Mutex<Int?>(nil)

    func orNow(_ number: Int) -> Int {
        self.number.withLock { first in
            first = first ?? number
            return first!
        }
    }
}

extension TestCluster {
    /// libgfapi is offered when the hosts have tried it on their first volume.
    func waitForSelfTests() async throws {
        try await wait("the self-tests have passed", within: .seconds(90)) { client in
            try await client.list(HostRepresentation.self).allSatisfy { $0.mortar.libgfapi?.verdict == "passed" }
        }
    }
}
