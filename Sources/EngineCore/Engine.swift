package import Logging
import MortarModel
import MortarStore

/// The control plane: services for what users ask, workflows that carry it out, and reconcilers for what must stay true.
package struct Engine: Sendable {
    package let context: EngineContext
    package let access: AccessService
    package let affinityGroups: AffinityGroupService
    package let clusters: ClusterService
    package let devices: DeviceService
    package let disks: DiskService
    package let heals: HealService
    package let hosts: HostService
    package let repair: RepairService
    package let schedulingPolicies: SchedulingPolicyService
    package let storage: StorageService
    package let vms: VMService
    package let volumes: VolumeService
    package let workflows: Workflows
    private let certifier: any AgentCertifier
    private let logger: Logger

    /// Every kind of workflow that may be found in the store.
    package static let workflowKinds: [any EngineWorkflow.Type] = [
        ActivateHost.self, AddBrick.self, AddDisk.self, AddHost.self, BalanceStorageDomain.self,
        CreateStorageDomain.self, DeactivateHost.self, ExpandStorageDomain.self, MigrateVM.self,
        MigrateVolumeBricks.self, MoveDisk.self, ProvisionDevice.self, RaiseCopies.self, RebalanceVolume.self,
        ReleaseDevice.self, RemoveDisk.self, RemoveHost.self, RemoveStorageDomain.self, RemoveVM.self,
        RepairOptions.self, ReplaceBrick.self, ReplaceHost.self, ReplaceVolumeBrick.self, ShrinkStorageDomain.self,
        StartVM.self, StopVM.self, UpgradeHost.self,
    ]

    package init(_ context: EngineContext, certifier: any AgentCertifier, logger: Logger) {
        self.context = context
        self.certifier = certifier
        self.logger = logger
        workflows = Workflows(Self.workflowKinds, context: context, logger: logger)
        access = AccessService(context, logger: logger)
        affinityGroups = AffinityGroupService(context)
        clusters = ClusterService(context)
        devices = DeviceService(context, workflows: workflows)
        disks = DiskService(context, workflows: workflows)
        heals = HealService(context)
        hosts = HostService(context, workflows: workflows, certifier: certifier)
        repair = RepairService(context, workflows: workflows)
        schedulingPolicies = SchedulingPolicyService(context)
        storage = StorageService(context, workflows: workflows)
        vms = VMService(context, workflows: workflows)
        volumes = VolumeService(context, workflows: workflows)
    }

    package var inventory: Inventory { context.inventory }

    /// Carries through what is asked and keeps true what must be, until the task is cancelled.
    package func run() async throws {
        try await tellStart()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await workflows.run() }
            group.addTask { try await WatchHosts(context, logger: logger).run() }
            group.addTask { try await OpenMigrations(context, certifier: certifier, logger: logger).run() }
            group.addTask { try await WatchVolumes(context, logger: logger).run() }
            group.addTask { try await WatchDevices(context, logger: logger).run() }
            group.addTask { try await KeepLocality(context, logger: logger).run() }
            group.addTask { try await ResumeVMs(context, logger: logger).run() }
            group.addTask { try await PaceHeals(context, logger: logger).run() }
            group.addTask { try await ResolveSplitBrains(context, logger: logger).run() }
            group.addTask { try await ClearLeftovers(context, logger: logger).run() }
            group.addTask { try await RepairStorage(context, service: repair, logger: logger).run() }
            group.addTask { try await ClearRetiredBricks(context, logger: logger).run() }
        }
    }

    /// Clients read the newest event before anything else: there is always one.
    private func tellStart() async throws {
        let unreadable = inventory.observations.unreadable
        try await context.store.change { inventory in
            inventory.endBrokenWrites(at: context.now())
            inventory.addEvent(.engineStarted, "The engine has started.", at: context.now())
            for document in unreadable {
                inventory.addEvent(
                    .unreadableDocument, .error,
                    "The stored \(document.key.kind) \(document.key.id) cannot be read and is left as it is: \(document.cause)",
                    at: context.now())
            }
        }
    }
}

extension InventoryStore {
    /// Makes what every new cluster has: a data center, a cluster, and the user `admin@internal`. Does nothing to what exists.
    ///
    /// - Parameter password: of the new user.
    package func found(password: PasswordHash) async throws {
        try await change { inventory in
            guard inventory.clusters.count == 0 else { return }
            let dataCenter = DataCenter(name: "Default")
            inventory.dataCenters.insert(dataCenter)
            inventory.clusters.insert(Cluster(name: "Default", dataCenterID: dataCenter.id))
            inventory.users.insert(User(name: "admin@internal", password: password))
        }
    }
}
