import ArgumentParser
import MortarClient
import MortarModel
import OVirtAPI

/// `mortar host remove`
struct HostRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take a host out of the cluster for good.",
        discussion: """
            Its bricks move to blank devices of the other hosts first, each followed by its heal; then its VMs migrate \
            while they run, and it leaves the trusted pool. Where the other hosts have no room for its bricks, shrink \
            the storage domain by a replica set as well: “mortar storage shrink DOMAIN --set SET --host HOST”.

            First see what would be done; --yes does it. Interrupted anywhere, the same command goes on. Mortar's \
            packages and settings stay on the host: “mortar destroy ADDRESS --yes-really”, with that host alone, takes \
            them away afterwards.

            Examples:
              mortar host remove h3
              mortar host remove h3 --yes
            """)

    @OptionGroup var plan: PlanOptions
    @OptionGroup var target: HostTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await target.connection.connected { client in
            let host = try await client.find(HostRepresentation.self, called: target.name, kind: "host")
            if host.hostedEngine?.isActive == true { throw Self.refused(host) }
            let removal = HostRemoval(host, client)
            guard plan.yes else { return try output.print(try await removal.plan()) }
            try await ProgressDisplay.showing { display in try await removal.run { await display.show($0) } }
            let address = host.address ?? "ADDRESS"
            try output.print(
                "Host \(host.name ?? "") is no member of the cluster any more. "
                    + "“mortar destroy \(address) --yes-really” takes Mortar's packages off it.", host.record)
        }
    }

    /// Before anything has moved; the engine itself refuses at the last step only.
    private static func refused(_ host: HostRepresentation) -> Failure {
        Failure(
            .conflict, "The engine runs on host \(host.name ?? "").",
            cause: "Without that host nothing would answer any more.", correction: "Remove another host.")
    }
}
