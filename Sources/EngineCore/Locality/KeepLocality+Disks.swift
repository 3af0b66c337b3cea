import AgentAPI
import HashTreeCollections
import Logging
import MortarModel
import Placement

extension KeepLocality {
    /// What moves by itself takes at most half of a network of 1 Gbit/s, in a second.
    private static let bandwidth = ByteCount.mebibytes(60)

    /// Brings the first of the disks that are elsewhere to its VM, or proposes that where the guest would feel it.
    func gather(_ drift: LocalityDrift, _ policy: LocalityPolicy, _ memory: inout DriftMemory) async throws {
        guard let move = drift.gathering.first else { return }
        let inventory = context.inventory
        guard policy.mode == .automatic, inventory.isUnfelt(drift) else {
            let (disk, set) = (inventory.disks[move.disk]?.name ?? "?", inventory.replicaSets[move.target]?.name ?? "?")
            return try await tell("“mortar disk move \(disk) --to-set \(set)” brings a disk to it.", of: drift, &memory)
        }
        guard isFree(drift, policy) else { return }
        let workflow = try inventory.plannedMove(
            of: move.disk, .init(replicaSet: move.target, bandwidth: Self.bandwidth))
        logger.info(
            "a disk is brought to its VM", metadata: ["vm": "\(drift.name)", "disk": "\(workflow.disk.name)"])
        memory.tried(drift, at: context.now())
        try await context.begin(workflow, by: RequestOrigin()) { inventory in
            try inventory.reserve(workflow, at: context.now(), correlationID: nil)
        }
    }

    /// Whether one more VM or disk may be moved in the VM's cluster.
    func isFree(_ drift: LocalityDrift, _ policy: LocalityPolicy) -> Bool {
        let inventory = context.inventory
        let cluster = inventory.vms[drift.vm]?.clusterID
        let moving = inventory.vms.filter { vm in
            vm.clusterID == cluster
                && (vm.status == .migrating || vm.disks.contains { inventory.disks[$0]?.movingSetID != nil })
        }
        return moving.count < policy.maximumMoves
    }
}

extension Inventory {
    /// Whether nobody notices that disks of the VM are moved. Over libgfapi QEMU stands still for up to 10 s when it leaves
    /// a volume, and a moved disk occupies its whole size.
    func isUnfelt(_ drift: LocalityDrift) -> Bool {
        observations.hosts[drift.host]?.facts.vms.first { $0.id == drift.vm }?.access == .fuse
    }
}
