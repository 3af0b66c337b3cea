import ArgumentParser
import MortarClient
import MortarModel
import OVirtAPI

/// The replica set that a command is about.
struct ReplicaSetTarget: ParsableArguments {
    @Argument(help: "The replica set's name or id.")
    var name: String

    @OptionGroup var connection: ConnectionOptions

    func find(_ client: MortarClient) async throws -> ReplicaSetRepresentation {
        for domain in try await client.list(StorageDomainRepresentation.self) {
            let sets = try await client.replicaSets(of: domain)
            if let set = sets.first(where: { $0.name == name || $0.id == name }) { return set }
        }
        throw Failure(
            .notFound, "There is no replica set “\(name)”.", correction: "“mortar replica-set list” shows them.")
    }
}

extension MortarClient {
    /// Nothing while the engine has not seen the set's volume yet.
    func splitBrains(of set: ReplicaSetRepresentation) async throws -> [SplitBrainRepresentation] {
        guard let volume = set.glusterVolume?.href else { return [] }
        return try await list(SplitBrainRepresentation.self, at: "\(volume)/\(SplitBrainRepresentation.path)")
    }
}
