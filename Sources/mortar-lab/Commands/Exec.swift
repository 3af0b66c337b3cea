import ArgumentParser
import Foundation
import HostCommand
import LabKit

struct Exec: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a program in a host, past its network; the exit status is the program's.",
        discussion: """
              sudo mortar-lab exec h1 -- gluster peer status
              sudo mortar-lab exec --output json h1 -- uname -r
            """)

    @OptionGroup var options: LabOptions

    @Argument(help: "The host, as h1.")
    var host: String

    @Argument(parsing: .postTerminator, help: "The program and its arguments, after --.")
    var command: [String] = []

    func validate() throws {
        if command.isEmpty { throw ValidationError("Give a program after --, as: exec h1 -- hostname") }
    }

    func run() async throws {
        let lab = try options.lab()
        guard options.output == .json else {
            let terminal = isatty(STDIN_FILENO) == 1 ? ProcessInfo.processInfo.environment["TERM"] ?? "dumb" : nil
            try become("nsenter", try lab.entry(to: host).arguments(command, terminal: terminal))
        }
        let output = try await lab.run(command, on: host, timeLimit: .seconds(3600))
        try options.output.print(
            Result(status: output.status, stdout: output.standardOutput, stderr: output.standardError))
        throw ExitCode(output.status)
    }

    struct Result: Encodable, TableConvertible {
        var status: Int32
        var stdout: String
        var stderr: String

        var table: String { stdout }
    }
}
