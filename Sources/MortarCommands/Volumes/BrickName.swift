import ArgumentParser
import MortarClient
import MortarModel
import OVirtAPI

/// A brick as users call it, `h2:/srv/backup/b`: the host's name and a directory on it.
struct BrickName: Equatable, ExpressibleByArgument {
    var host: String
    var directory: String

    /// Nil for what is no directory of a host.
    init?(argument text: String) {
        guard let range = text.firstRange(of: ":/"), range.lowerBound > text.startIndex else { return nil }
        host = String(text[..<range.lowerBound])
        directory = String(text[text.index(after: range.lowerBound)...])
    }

    /// As requests name one that is to be made.
    func place(_ client: MortarClient) async throws -> BrickRepresentation {
        var brick = BrickRepresentation()
        brick.serverID = try await client.find(HostRepresentation.self, called: host, kind: "host").id
        brick.directory = directory
        return brick
    }

    /// The one among a volume's bricks; GlusterFS's own name of it is taken as well.
    func find(among bricks: [BrickRepresentation], _ client: MortarClient) async throws -> BrickRepresentation {
        if let brick = bricks.first(where: { $0.name == "\(host):\(directory)" }) { return brick }
        let wanted = try await place(client)
        let found = bricks.first { $0.serverID == wanted.serverID && $0.directory == directory }
        if let found { return found }
        throw Failure(
            .notFound, "The volume has no brick \(host):\(directory).", correction: "“mortar volume show” lists them.")
    }
}

/// Bricks that a command is about.
struct BrickOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A brick; may be given several times.", valueName: "host:directory"))
    var brick: [BrickName]

    /// As requests name those that are to be made.
    func places(_ client: MortarClient) async throws -> [BrickRepresentation] {
        var places: [BrickRepresentation] = []
        for name in brick { places.append(try await name.place(client)) }
        return places
    }
}
