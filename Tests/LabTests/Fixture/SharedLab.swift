import Foundation
import HostCommand
import MortarModel
import Testing

@testable import LabKit

/// The lab of the test that asks: each has hosts of its own, and some tests run at the same time.
enum SharedLab {
    static let isWanted = geteuid() == 0 && environment("MORTAR_LAB_TESTS") == "1"

    /// Whether there is time to try everything everywhere, about an hour: `make test THOROUGH=1`.
    static let isThorough = environment("MORTAR_LAB_THOROUGH") == "1"

    static let hosts = ["h1", "h2", "h3"]

    static func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

    /// Programs of the build that is tested lie beside the tests.
    static func program(_ name: String) throws -> String {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: tests).deletingLastPathComponent().appending(path: name).path(percentEncoded: false)
    }

    // MARK: The lab that a test has

    @TaskLocal static var place: LabPlace?

    private static var current: LabPlace {
        get throws { try #require(place, "The suite needs a trait that gives it hosts, or a place without.") }
    }

    static var name: String { get throws { try current.name.text } }
    static var lab: Lab { get throws { try current.lab } }
    static var subnet: Subnet { get throws { try current.subnet } }

    /// The address of a host, as h1.
    static func address(of host: String, _ network: LabNetwork) throws -> String {
        try current.subnet.address(host: try #require(Int(host.dropFirst())), network)
    }

    /// Runs programs on a host over ssh, as a deployment does.
    static func commands(on host: String) throws -> SSHCommands {
        SSHCommands(try lab.destination(of: host))
    }
}
