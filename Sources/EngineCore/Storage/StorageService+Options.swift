import AgentAPI
import HashTreeCollections
package import MortarModel

extension StorageService {
    /// Begins to set options of the domain's volumes as Mortar wants them, those that may be changed while VMs run, by what the
    /// volumes have now; nil where there is nothing to set.
    package func repairOptions(of id: StorageDomainID, by request: RequestOrigin) async throws -> Job? {
        let domain = try context.inventory.storageDomains.required(id)
        let asked = context.now()
        let volumes = try await context.volumes()
        context.store.observe { observations in
            for facts in volumes {
                let new = VolumeObservation(facts: facts, observed: asked)
                observations.volumes[facts.name, default: new].facts.options = facts.options
            }
        }
        let inventory = context.inventory
        let changes = inventory.replicaSets(of: id).filter { inventory.isInService($0) }.flatMap { set in
            (inventory.volumeOptions(of: set) ?? []).filter(\.isRepairable).map {
                RepairOptions.Change(set: set.id, option: $0.name, value: $0.wanted?.value ?? "")
            }
        }
        if changes.isEmpty { return nil }
        return try await workflows.start(RepairOptions(domain: domain, changes: changes), by: request) { inventory in
            if try inventory.underWay(RepairOptions.self, where: { $0.domain.id == id }) == nil { return }
            throw Failure(
                .conflict, "Options of storage domain \(domain.name) are being set.",
                correction: "Wait until that job has ended.")
        }
    }
}
