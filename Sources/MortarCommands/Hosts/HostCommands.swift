import ArgumentParser
import OVirtAPI

/// `mortar host …`
struct HostCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host", abstract: "See the machines that run VMs and carry storage, and look after them.",
        discussion: """
            Examples:
              mortar host list
              mortar host show h1
              mortar host set h1 --keep-bricks on
              mortar host maintenance h2 --reason 'new memory'
              mortar host activate h2
              mortar host upgrade h2 --check
              mortar host replace h2 --with h4
              mortar host add 10.0.0.14
              mortar host remove h3
            """,
        subcommands: [
            HostList.self, HostShow.self, HostSet.self, HostMaintenance.self, HostActivate.self, HostUpgrade.self,
            HostReplace.self, HostAdd.self, HostRemove.self,
        ])
}
