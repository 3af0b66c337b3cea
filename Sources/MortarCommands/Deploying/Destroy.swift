import ArgumentParser
import Deployment
import MortarModel

/// `mortar destroy`
struct Destroy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a deployment apart again: VMs and data are lost, devices are blank, packages are gone.",
        discussion: """
            Works without the engine, and goes on where it was interrupted. Only what Mortar made is removed.

            Example:
              mortar destroy h1 h2 h3 --yes-really
            """)

    @Argument(help: "All hosts of the cluster.")
    var hosts: [String]

    @OptionGroup var ssh: SSHOptions

    @Flag(help: "Yes, all VMs and all their data shall be gone.")
    var yesReally = false

    func run() async throws {
        guard yesReally else {
            throw Failure(
                .invalid, "Destroying a cluster loses all its VMs and data.",
                correction: "If that is what you want, add --yes-really.", objects: hosts.map { "host \($0)" })
        }
        try await ssh.connected(to: hosts) { hosts in
            try await ProgressDisplay.showing { display in
                try await Destruction(hosts, progress: ShownDeployment(display)).run()
            }
        }
        Terminal.current.complain("All of it is gone.\n")
    }
}
