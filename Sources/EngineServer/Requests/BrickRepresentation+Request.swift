import AgentAPI
import EngineCore
import HTTPTypes
import HashTreeCollections
import MortarModel
import OVirtAPI

extension APIRequest {
    /// The bricks that a request names, in an `action` or in a list of their own.
    ///
    /// Clients that send no body with a `DELETE` give names or ids in the parameter `bricks`, with commas between them.
    func bricks() async throws -> [BrickRepresentation] {
        if let words = target.parameters["bricks"] {
            return words.split(separator: ",").map { word in
                var brick = BrickRepresentation()
                if word.contains(":/") { brick.name = String(word) } else { brick.id = String(word) }
                return brick
            }
        }
        let bytes = try await bytes()
        if bytes.isEmpty { return [] }
        guard let form = OVirtAPI.MediaType(contentType: headers[.contentType]) else {
            throw Failure(
                .invalid, "The API does not read \(headers[.contentType] ?? "").",
                correction: "Send application/xml or application/json.")
        }
        let mark = form == .xml ? "<action" : "\"bricks\""
        if String(decoding: bytes, as: UTF8.self).contains(mark) {
            return try form.decode(ActionRepresentation.self, from: bytes).bricks ?? []
        }
        return try form.decode(listOf: BrickRepresentation.self, from: bytes)
    }

    /// A whole number among the parameters; nil where it is not given.
    func number(_ name: String) throws(Failure) -> Int? {
        guard let text = target.parameters[name] else { return nil }
        if let number = Int(text) { return number }
        throw Failure(.invalid, "\(name) is “\(text)”.", correction: "Send a whole number.")
    }
}

extension BrickRepresentation {
    /// Where a client wants a new brick.
    func place(in inventory: Inventory) throws(Failure) -> BrickPlace {
        guard let server = serverID ?? host?.id ?? host?.name, let directory else {
            throw Failure(
                .incomplete, "A brick lacks its server_id or brick_dir.",
                correction: "Give the id of a host, and a directory on it.")
        }
        guard let found = inventory.hosts[HostID(rawValue: server)] ?? inventory.hosts.named(server) else {
            throw Failure(.notFound, "There is no host \(server).", correction: "List the hosts.")
        }
        return BrickPlace(host: found.id, directory: directory)
    }

    /// The brick of a volume that a client names by its id, its name, or its host and directory.
    func brick(of volume: VolumeObservation, in inventory: Inventory) throws(Failure) -> VolumeBrick {
        if let id { return try volume.brick(id, in: inventory).brick }
        if let name, let brick = volume.facts.bricks.first(where: { $0.brick.words == name }) { return brick.brick }
        if name == nil {
            let place = try place(in: inventory)
            let address = inventory.hosts[place.host]?.storageAddress ?? ""
            let wanted = VolumeBrick(host: address, directory: place.directory)
            if volume.facts.bricks.contains(where: { $0.brick == wanted }) { return wanted }
        }
        throw Failure(
            .notFound, "The volume \(volume.facts.name) has no brick \(name ?? directory ?? "").",
            correction: "List its bricks.")
    }
}

extension VolumeObservation {
    /// The brick with an id of the API's.
    func brick(_ id: String, in inventory: Inventory) throws(Failure) -> VolumeBrickFacts {
        let own = inventory.replicaSets.lazy.flatMap(\.bricks).first { $0.id.rawValue == id }
        let found = facts.bricks.first { brick in
            own.map { brick.brick.directory.contains($0.id.rawValue) }
                ?? (BrickRepresentation.id(of: brick.brick) == id)
        }
        if let found { return found }
        throw Failure(
            .notFound, "The volume \(facts.name) has no brick with the id \(id).", correction: "List its bricks.")
    }
}

extension VolumeService.Addition {
    /// What a client asks for; throws `incomplete` or `invalid`.
    init(_ wanted: GlusterVolumeRepresentation, force: Bool, in inventory: Inventory) throws {
        guard let name = wanted.name else { throw Failure.missing("name", of: "GlusterVolume", for: "add") }
        guard let type = wanted.type else { throw Failure.missing("volume_type", of: "GlusterVolume", for: "add") }
        guard let bricks = wanted.bricks else { throw Failure.missing("bricks", of: "GlusterVolume", for: "add") }
        if let other = wanted.transportTypes?.first(where: { $0.lowercased() != "tcp" }) {
            throw Failure(.invalid, "The transport “\(other)” is not offered.", correction: "Take tcp.")
        }
        let layout = try VolumeLayout(
            type: type, replicaCount: wanted.replicaCount.flatMap { $0 == 0 ? nil : $0 },
            arbiterCount: wanted.arbiterCount, bricks: bricks.count)
        let options = try (wanted.options ?? []).map { option in
            guard let name = option.name, let value = option.value else {
                throw Failure(.incomplete, "An option lacks its name or value.", correction: "Give both.")
            }
            return (name, value)
        }
        self.init(
            name: name, layout: layout, bricks: try bricks.map { try $0.place(in: inventory) },
            options: Dictionary(options) { $1 }, force: force)
    }
}
