import Foundation
import HostCommand
import MortarModel
import Testing

@testable import LabKit

/// The lab that all suites in `LabTests` share: three hosts with two blank disks each, made anew for each run.
enum SharedLab {
    static let isWanted = geteuid() == 0 && ProcessInfo.processInfo.environment["MORTAR_LAB_TESTS"] == "1"

    /// Whether there is time to try everything everywhere, about an hour: `make test THOROUGH=1`.
    static let isThorough = environment("MORTAR_LAB_THOROUGH") == "1"

    /// Another name and range let two checkouts be tested at once.
    static let subnet = environment("MORTAR_LAB_SUBNET") ?? "10.89"
    static let hosts = ["h1", "h2", "h3"]

    static var lab: Lab { get throws { Lab(try LabName(environment("MORTAR_LAB_NAME") ?? "test")) } }

    private static func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

    /// Where the hosts' logs are put at the end.
    static let logFolder = "\(FileManager.default.currentDirectoryPath)/build/lab-logs"

    /// Programs of the build that is tested lie beside the tests.
    static func program(_ name: String) throws -> String {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: tests).deletingLastPathComponent().appending(path: name).path(percentEncoded: false)
    }

    /// Runs programs on a host over ssh, as a deployment does.
    static func commands(on host: String) throws -> SSHCommands {
        SSHCommands(try lab.destination(of: host))
    }

    fileprivate static func start() async throws {
        try await lab.down()
        _ = try await lab.up(
            LabWish(
                hosts: hosts.count, disks: 2, diskSize: .gibibytes(4), subnet: Subnet(subnet),
                readOnlyBinds: [swiftRuntime()]))
    }

    /// The lab stays up for a look at it when MORTAR_LAB_KEEP is 1.
    fileprivate static func end() async throws {
        try await LabLogs(lab: lab, folder: logFolder).collect()
        if ProcessInfo.processInfo.environment["MORTAR_LAB_KEEP"] != "1" { try await lab.down() }
    }

    /// The folder of Swift's libraries that this process has loaded: programs of the same build look for them there.
    private static func swiftRuntime() throws -> String {
        let maps = try #require(kernelFile("/proc/self/maps"))
        let library = try #require(maps.split(separator: "\n").first { $0.hasSuffix("/libswiftCore.so") })
        let path = String(library[library.firstIndex(of: "/")!...])
        return URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    }
}

/// Brings the shared lab up before the first test of a suite, and takes it away after the last.
struct SharedLabTrait: SuiteTrait, TestScoping {
    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        guard SharedLab.isWanted else { return try await function() }
        guard let lock = try FileLock(path: "/run/lock/mortar-lab-tests.lock") else {
            throw Failure(.conflict, "Another run of the lab tests is under way.", correction: "Wait for its end.")
        }
        defer { withExtendedLifetime(lock) {} }
        try await SharedLab.start()
        try await function()
        try await SharedLab.end()
    }
}

extension Trait where Self == SharedLabTrait {
    static var sharedLab: Self { SharedLabTrait() }
}
