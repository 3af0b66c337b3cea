import ArgumentParser
import Foundation
import HostCommand
import LabKit
import MortarModel

/// `mortar-lab`: real hosts, networks and disks on one Linux machine.
@main
struct MortarLab: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mortar-lab",
        abstract: "A cluster of real Debian hosts on this machine, to run Mortar in.",
        discussion: """
            Example: a lab of three hosts, a look into one of them, and the end.

              sudo mortar-lab up
              sudo mortar-lab exec h1 -- systemctl status
              sudo mortar-lab power h3 off
              sudo mortar-lab down

            Exit status: 0 done, 1 failed, 2 refused before any change.
            """,
        subcommands: [
            Up.self, Down.self, Status.self, Exec.self, SSH.self, Power.self, Network.self, Disk.self, AddHost.self,
            NewHardware.self,
            Logs.self, Credentials.self, Guest.self, EnterGroup.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            leave(after: error)
        }
    }

    private static func leave(after error: any Error) -> Never {
        switch error {
        case let failure as Failure:
            printError("\(failure)")
            Foundation.exit(failure.refusesBeforeAnyChange ? 2 : 1)
        case let failure as CommandFailure:
            printError("\(failure)")
            Foundation.exit(1)
        default:
            // The parser's own errors: help is no error, misuse is status 2.
            let misused = exitCode(for: error) == .validationFailure
            if !misused { exit(withError: error) }
            printError(fullMessage(for: error))
            Foundation.exit(2)
        }
    }
}

extension Failure {
    /// Whether the request was turned down as it stands; everything else went wrong on the way.
    var refusesBeforeAnyChange: Bool {
        [.invalid, .notFound, .conflict, .noCapacity, .forbidden].contains(code)
    }
}
