import AgentAPI
import Concurrency
package import MortarModel
package import Workflow

/// Makes a storage domain out of blank devices: bricks, volumes, mounts.
package struct CreateStorageDomain: ReplicaSetMaking {
    package static let kind = "create-storage-domain"
    package static let failureCode = EventCode.storageDomainAddFailed

    package var domain: StorageDomain
    package var sets: [ReplicaSet]
    /// Devices that the user named to be wiped.
    package var wipe: Set<HostDevice>
    /// What zones have to do with the sets, as users read it; nil for nothing.
    package var remark: String?
    /// Where each brick's files are, once it is made.
    package var directories: [BrickID: String] = [:]

    package init(domain: StorageDomain, sets: [ReplicaSet], wipe: Set<HostDevice>, remark: String? = nil) {
        self.domain = domain
        self.sets = sets
        self.wipe = wipe
        self.remark = remark
    }

    package var title: String { "Creating storage domain \(domain.name)" }
    package var subjects: EventSubjects { EventSubjects(storageDomain: domain.id) }

    package static let steps: [WorkflowStep<CreateStorageDomain>] = [
        WorkflowStep("Reserve devices", reserve, undo: .by(release)),
        WorkflowStep("Make bricks", makeBricks, undo: .by(removeBricks)),
        WorkflowStep("Create volumes", makeVolumes, undo: .by(deleteVolumes)),
        WorkflowStep("Mount volumes", mount, undo: .by(unmount)),
        WorkflowStep("Activate the storage domain", activate, undo: .nothing(because: "It is the last step.")),
    ]

    // MARK: Reserve

    private static func reserve(_ this: inout Self, _ context: EngineContext) async throws {
        let (domain, sets) = (this.domain, this.sets)
        try await context.store.change { inventory in
            guard inventory.storageDomains[domain.id] == nil else { return }
            try inventory.refuseTakenName(domain)
            try inventory.refuseTakenNames(sets)
            try inventory.refuseTakenDevices(sets.flatMap(\.bricks))
            inventory.storageDomains.insert(domain)
            for set in sets { inventory.replicaSets.insert(set) }
        }
    }

    private static func release(_ this: inout Self, _ context: EngineContext) async throws {
        let (domain, sets) = (this.domain, this.sets)
        try await context.store.change { inventory in
            inventory.storageDomains[domain.id] = nil
            for set in sets { inventory.replicaSets[set.id] = nil }
        }
    }

    // MARK: Activate

    /// From now on hosts are judged by their bricks: what is known of them has to be newer than the bricks.
    private static func activate(_ this: inout Self, _ context: EngineContext) async throws {
        let (domain, remark) = (this.domain, this.remark)
        // Asked again after it was done, it must not fail any more: users may have put disks into the domain.
        if context.inventory.storageDomains[domain.id]?.status == .active { return }
        try await context.observePoolMembers()
        try await context.store.change { inventory in
            guard inventory.storageDomains[domain.id]?.status != .active else { return }
            try inventory.storageDomains.update(domain.id) { $0.status = .active }
            inventory.addEvent(
                .storageDomainAdded, "Storage domain \(domain.name) was created.", at: context.now(),
                about: .init(storageDomain: domain.id))
            if let remark { inventory.tellZones(remark, domain, at: context.now()) }
        }
    }
}
