import ArgumentParser
import LabKit

struct Credentials: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show how to reach the cluster that is deployed in a lab.",
        discussion: """
            The password is the one that a deployment in this lab is given with --password-file. The CA file is fetched
            from h1; without one, nothing is deployed there yet.

              sudo mortar-lab credentials --output json
            """)

    @OptionGroup var options: LabOptions

    func run() async throws {
        try options.output.print(try await options.lab().credentials())
    }
}

extension LabCredentials: TableConvertible {
    var table: String {
        columns([
            ["URL", url], ["USER", username], ["PASSWORD", password],
            ["CA FILE", caFile ?? "none: nothing is deployed"],
            ["SSH KEY", sshKey],
        ])
    }
}
