import AgentAPI
import Concurrency
import HashTreeCollections
package import MortarModel
import Placement

/// What users can ask for about storage domains.
package struct StorageService: Sendable {
    /// A storage domain to be made.
    package struct Addition: Sendable {
        package var name: String
        package var dataCenter: DataCenterID
        package var redundancy: Redundancy
        /// Devices to take; nil for every blank one.
        package var devices: [HostDevice]?
        /// Devices that may be wiped, whatever is on them: the user named each of them, by any of its paths.
        package var wipe: Set<HostDevice>
        /// Of RAID devices that do not tell it themselves, by any of their paths.
        package var stripes: [HostDevice: StripeGeometry] = [:]
        /// Nil is `majority`.
        package var splitBrainPolicy: SplitBrainPolicy?

        package init(
            name: String, dataCenter: DataCenterID, redundancy: Redundancy, devices: [HostDevice]?,
            wipe: Set<HostDevice> = []
        ) {
            self.name = name
            self.dataCenter = dataCenter
            self.redundancy = redundancy
            self.devices = devices
            self.wipe = wipe
        }
    }

    let context: EngineContext
    let workflows: Workflows

    package init(_ context: EngineContext, workflows: Workflows) {
        self.context = context
        self.workflows = workflows
    }

    /// Plans the replica sets on fresh facts and begins to make them.
    package func add(_ addition: Addition, by request: RequestOrigin) async throws -> (StorageDomain, Job) {
        try EntityName.check(addition.name, of: StorageDomain.kind)
        _ = try context.inventory.dataCenters.required(addition.dataCenter)
        let domain = StorageDomain(
            name: addition.name, dataCenterID: addition.dataCenter, redundancy: addition.redundancy, status: .locked,
            splitBrainPolicy: addition.splitBrainPolicy)
        let obstacle = await obstacleToClearing()
        try await context.observePoolMembers()
        let inventory = context.inventory
        // Bricks keep a device's stable path: what may be wiped has to be named alike to be found again.
        let wipe = Set(try addition.wipe.map(inventory.stable))
        let plan = try plan(domain, try inventory.candidates(addition.devices, wipe: wipe), inventory.zones)
        let sets = try inventory.sets(plan, addition, of: domain)
        if let obstacle, try context.inventory.hasLeftovers(of: sets.map(\.name)) { throw obstacle }
        let workflow = CreateStorageDomain(domain: domain, sets: sets, wipe: wipe, remark: plan.remark)
        let job = try await workflows.start(workflow, by: request) { inventory in
            try inventory.refuseTakenName(domain)
            try inventory.refuseTakenNames(sets)
            try inventory.refuseTakenDevices(sets.flatMap(\.bricks))
            inventory.keepStripes(of: sets.flatMap(\.bricks))
        }
        return (domain, job)
    }

    /// Removes a domain that holds no disks: its volumes and bricks go, its devices are blank again.
    package func remove(_ id: StorageDomainID, by request: RequestOrigin) async throws -> Job {
        try await context.observeForGuard(volumes: [])
        let inventory = context.inventory
        let workflow = RemoveStorageDomain(
            domain: try inventory.storageDomains.required(id), sets: inventory.replicaSets(of: id))
        return try await workflows.start(workflow, by: request) { inventory in
            if let disk = inventory.disks.first(where: { inventory.holds(id, $0) }) {
                throw Failure(
                    .conflict, "The storage domain holds disks, \(disk.name) for one.", correction: "Delete them first."
                )
            }
            if try inventory.underWay(CreateStorageDomain.self, where: { $0.domain.id == id }) != nil {
                throw Failure(
                    .conflict, "The storage domain is still being made.", correction: "Wait until its job has ended.")
            }
            let domain = try inventory.storageDomains.required(id)
            try inventory.refuseReshaping(of: domain)
            // One that has begun goes on: of what is deleted already the guard would know nothing.
            if domain.status == .locked { return }
            for set in inventory.replicaSets(of: id) {
                if set.work != nil {
                    throw Failure(
                        .conflict, "A brick of replica set \(set.name) is being replaced.",
                        correction: "Wait until its job has ended.")
                }
                try inventory.permit(.removeSet(set.id), at: context.now())
            }
            try inventory.storageDomains.update(id) { $0.status = .locked }
        }
    }

    /// What prevents that leftovers of failed attempts are removed now; they need not be in this one's way.
    private func obstacleToClearing() async -> (any Error)? {
        do {
            try await ClearLeftovers.clear(context)
            return nil
        } catch {
            return error
        }
    }

    private func plan(
        _ domain: StorageDomain, _ candidates: [BrickPlanner.Candidate], _ zones: HostZones
    ) throws -> BrickPlanner.Plan {
        let plan = BrickPlanner(redundancy: domain.redundancy, zones: zones).plan(candidates)
        if plan.sets.isEmpty {
            let hosts = Set(candidates.map(\.hostID)).count
            throw Failure(
                .noCapacity, "There are not enough devices for one replica set.",
                cause: "\(domain.redundancy.brickCount) hosts with a blank device each are needed; \(hosts) have one.",
                correction: "Add hosts or disks, or name devices to be wiped.")
        }
        return plan
    }
}

extension Inventory {
    /// Planned sets with their names and the stripes of their devices.
    fileprivate func sets(
        _ plan: BrickPlanner.Plan, _ addition: StorageService.Addition, of domain: StorageDomain
    ) throws -> [ReplicaSet] {
        let stripes = Dictionary(
            try addition.stripes.map { (try stable($0), $1) }, uniquingKeysWith: { first, _ in first })
        return plan.sets.enumerated().map { index, set in
            ReplicaSet(
                name: "\(domain.name)-\(index + 1)", storageDomainID: domain.id, redundancy: domain.redundancy,
                bricks: striped(set.bricks, stripes))
        }
    }
}

extension DeviceUse {
    /// As users read it.
    package var text: String {
        switch self {
        case .blank: "blank"
        case .brick(let id): "brick \(id)"
        case .occupied(let by): by
        }
    }
}
