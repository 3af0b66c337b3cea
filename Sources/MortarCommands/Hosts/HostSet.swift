import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar host set`
struct HostSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set what holds for one host.",
        discussion: """
            Hosts of one zone may fail together: a rack, a room. Copies are put in distinct zones where there are enough. \
            A host without a zone is one of its own; an empty zone takes it away.

            A host that keeps its bricks is waited for, however long it does not answer: nothing of it is rebuilt \
            elsewhere by itself. Bricks of its failed disks are rebuilt all the same.

            Examples:
              mortar host set h1 --zone rack-a
              mortar host set h1 --zone ""
              mortar host set h2 --keep-bricks on
            """)

    @Argument(help: "The host's name or id.")
    var name: String

    @Option(help: ArgumentHelp("What it shares with hosts that may fail with it.", valueName: "zone"))
    var zone: String?

    @Option(help: "Whether its bricks stay where they are when it is lost.")
    var keepBricks: Switch?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if zone == nil, keepBricks == nil {
            throw ValidationError("There is nothing to set. Name what shall be changed, as --zone rack-a.")
        }
    }

    func run() async throws {
        let host = try await connection.connected { client in
            let id = try await client.find(HostRepresentation.self, called: name, kind: "host").id ?? ""
            var change = HostRepresentation()
            change.mortar.zone = zone
            change.mortar.keepsBricks = keepBricks?.isOn
            return try await client.update(change, at: "hosts/\(id)")
        }
        try output.print(sentences(host), host.record)
    }

    /// What holds from now on, of what was set.
    private func sentences(_ host: HostRepresentation) -> String {
        let name = host.name ?? ""
        var sentences: [String] = []
        if zone != nil {
            sentences.append("Host \(name) is in \(host.mortar.zone.map { "zone \($0)" } ?? "a zone of its own").")
        }
        if let keepBricks {
            let fate = keepBricks.isOn ? "stay where they are" : "are rebuilt elsewhere"
            sentences.append("Bricks of host \(name) \(fate) when it is lost.")
        }
        return sentences.joined(separator: "\n")
    }
}
