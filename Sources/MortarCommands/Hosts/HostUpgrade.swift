import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar host upgrade`
struct HostUpgrade: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade", abstract: "Upgrade a host's packages, out of service for as long as it takes.",
        discussion: """
            The host is put into maintenance, its packages are upgraded from its own package sources, it is rebooted where \
            that is needed and wished, and taken back into service. What fails leaves it in maintenance; the same command \
            goes on then. A host that was in maintenance before stays there.

            Examples:
              mortar host upgrade h2 --check
              mortar host upgrade h2 --reboot
            """)

    @Flag(help: "Only show what there is to upgrade.")
    var check = false

    @OptionGroup var reboot: RebootOptions
    @OptionGroup var target: HostTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await target.connection.connected { client in
            let host = try await client.find(HostRepresentation.self, called: target.name, kind: "host")
            if check { return try output.print(try await client.pendingUpgrades(of: host).record) }
            let upgraded = try await ProgressDisplay.showing { display in
                try await client.upgrade(host, mayReboot: reboot.isWished, display)
            }
            try output.print(upgraded.upgradedSentence, upgraded.record)
        }
    }
}

/// Whether hosts may be rebooted by an upgrade.
struct RebootOptions: ParsableArguments {
    @Flag(inversion: .prefixedNo, help: "Reboot where what is installed needs it.")
    var reboot = false

    var isWished: Bool { reboot }
}
