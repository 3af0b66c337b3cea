import Foundation
import HostCommand
import MortarModel
import Synchronization
import Testing

@testable import LabKit

/// The lab that the suites in `LabTests` have one after the other, made anew for all that use its hosts up.
enum SharedLab {
    static let isWanted = geteuid() == 0 && ProcessInfo.processInfo.environment["MORTAR_LAB_TESTS"] == "1"

    /// Whether there is time to try everything everywhere, about an hour: `make test THOROUGH=1`.
    static let isThorough = environment("MORTAR_LAB_THOROUGH") == "1"

    /// Another name and range let two checkouts be tested at once.
    static let subnet = environment("MORTAR_LAB_SUBNET") ?? "10.89"
    static let hosts = ["h1", "h2", "h3"]

    static var lab: Lab { get throws { Lab(try LabName(environment("MORTAR_LAB_NAME") ?? "test")) } }

    private static func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

    /// Where the hosts' logs are put, by the test that had them.
    private static let logFolder = "\(FileManager.default.currentDirectoryPath)/build/lab-logs"

    /// Programs of the build that is tested lie beside the tests.
    static func program(_ name: String) throws -> String {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: tests).deletingLastPathComponent().appending(path: name).path(percentEncoded: false)
    }

    /// Runs programs on a host over ssh, as a deployment does.
    static func commands(on host: String) throws -> SSHCommands {
        SSHCommands(try lab.destination(of: host))
    }

    // MARK: Its life

    /// Who has the hosts; nil before they were made, and where they are as they were made.
    private static let user = Mutex<String?>(nil)

    /// Removes what another run has left, for a suite that makes hosts as it needs them.
    static func begin() async throws {
        if FileManager.default.fileExists(atPath: logFolder) { try FileManager.default.removeItem(atPath: logFolder) }
        try await lab.down()
    }

    /// Blank hosts, and nothing left of those that were there.
    ///
    /// - Parameter user: the name of the test that has them from now on.
    static func renew(_ wish: LabWish, for user: String) async throws {
        try await remove()
        var wish = wish
        wish.subnet = try Subnet(subnet)
        wish.readOnlyBinds = [try swiftRuntime()]
        _ = try await lab.up(wish)
        Self.user.withLock { $0 = user }
    }

    /// The lab stays up for a look at it when MORTAR_LAB_KEEP is 1.
    static func end() async throws {
        if ProcessInfo.processInfo.environment["MORTAR_LAB_KEEP"] != "1" { try await remove() }
    }

    private static func remove() async throws {
        guard let user = user.withLock({ $0 }) else { return }
        try await LabLogs(lab: try lab, folder: "\(logFolder)/\(user)").collect()
        try await lab.down()
        Self.user.withLock { $0 = nil }
    }

    /// The folder of Swift's libraries that this process has loaded: programs of the same build look for them there.
    private static func swiftRuntime() throws -> String {
        let maps = try #require(kernelFile("/proc/self/maps"))
        let library = try #require(maps.split(separator: "\n").first { $0.hasSuffix("/libswiftCore.so") })
        let path = String(library[library.firstIndex(of: "/")!...])
        return URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    }
}
