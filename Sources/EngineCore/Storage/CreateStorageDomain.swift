import AgentAPI
import Concurrency
package import MortarModel
package import Workflow

/// Makes a storage domain out of blank devices: bricks, volumes, mounts.
package struct CreateStorageDomain: EngineWorkflow {
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
            try inventory.refuseTakenNames(domain, sets)
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

    // MARK: Bricks

    private static func makeBricks(_ this: inout Self, _ context: EngineContext) async throws {
        let wipe = this.wipe
        let bricks = this.sets.flatMap(\.bricks)
        let made = try await concurrently(bricks) { brick in
            let device = HostDevice(hostID: brick.hostID, device: brick.device)
            let request = BrickRequest(
                id: brick.id, device: brick.device, wipe: wipe.contains(device), stripe: brick.stripe)
            return try await context.agent(of: brick.hostID).makeBrick(request)
        }
        this.directories = Dictionary(uniqueKeysWithValues: made.map { ($0.id, $0.directory) })
        if made.contains(where: { $0.provisioning == "plain" }) {
            let domain = this.domain
            try await context.store.change { $0.tellPlainBricks(domain, at: context.now()) }
        }
    }

    private static func removeBricks(_ this: inout Self, _ context: EngineContext) async throws {
        _ = try await concurrently(this.sets.flatMap(\.bricks)) { brick in
            try await context.agent(of: brick.hostID).removeBrick(brick.id)
        }
    }

    // MARK: Volumes

    private static func makeVolumes(_ this: inout Self, _ context: EngineContext) async throws {
        let directories = this.directories
        for set in this.sets {
            let inventory = context.inventory
            let bricks = try set.bricks.map { brick in
                guard let directory = directories[brick.id] else { throw Failure.missingDirectory(brick) }
                let host = try inventory.hosts.required(brick.hostID)
                return VolumeBrick(host: host.storageAddress, directory: directory)
            }
            let request = VolumeRequest(
                name: set.name, redundancy: set.redundancy, bricks: bricks,
                options: VolumeOptions.dictionary(for: set.redundancy))
            try await context.agent(of: set.bricks[0].hostID).makeVolume(request)
        }
    }

    private static func deleteVolumes(_ this: inout Self, _ context: EngineContext) async throws {
        try await this.deleteVolumes(context)
    }

    // MARK: Mounts

    private static func mount(_ this: inout Self, _ context: EngineContext) async throws {
        let inventory = context.inventory
        let sets = this.sets
        _ = try await concurrently(inventory.hosts.filter(\.isPoolMember)) { host in
            let agent = try context.agent(of: host.id)
            for set in sets {
                try await agent.mountVolume(MountRequest(volume: set.name, servers: inventory.servers(of: set)))
            }
        }
    }

    private static func unmount(_ this: inout Self, _ context: EngineContext) async throws {
        try await this.unmountVolumes(context)
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

extension Failure {
    fileprivate static func missingDirectory(_ brick: Brick) -> Failure {
        Failure(.internal, "The brick \(brick.id) on \(brick.device) was made without telling its directory.")
    }
}
