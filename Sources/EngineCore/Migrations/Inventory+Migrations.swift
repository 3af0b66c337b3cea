import AgentAPI
import Foundation
import HashTreeCollections
import MortarModel
import Placement

extension Inventory {
    // MARK: Beginning

    /// Chooses the host that a VM moves to, unless the user did, and writes the VM down as on its way.
    mutating func reserveMigration(
        of id: VMID, to wished: HostID?, by cause: MigrationCause = .user, at time: Date
    ) throws {
        let vm = try vms.required(id)
        try refuseUnwantedMigration(of: vm, by: cause)
        try refuseMigration(of: vm, to: wished)
        let target = try migrationTarget(for: vm, wished)
        vms[id]?.enter(.migrating, at: time)
        vms[id]?.migration = VMMigration(to: target)
        let names = [vm.hostID, target].map { $0.flatMap { hosts[$0]?.name } ?? "?" }
        addEvent(
            .migrationStarted, "VM \(vm.name) is being migrated from host \(names[0]) to host \(names[1]).", at: time,
            about: EventSubjects(host: vm.hostID, vm: id))
    }

    private func refuseUnwantedMigration(of vm: VM, by cause: MigrationCause) throws {
        let affinity = vm.affinity ?? .migratable
        guard affinity == .pinned || (affinity == .userMigratable && cause == .cluster) else { return }
        throw Failure(
            .conflict, "VM \(vm.name) is not to be moved\(affinity == .pinned ? "" : " but by users").",
            cause: "Its placement policy says \(affinity.rawValue).",
            correction: affinity == .pinned
                ? "Stop it, or change its placement policy."
                : "Move it yourself, stop it, or change its placement policy.",
            objects: ["VM \(vm.name)"])
    }

    private func refuseMigration(of vm: VM, to wished: HostID?) throws {
        if vm.status == .migrating { throw Failure.migrating(vm) }
        try refuseWhileDisksMove(of: vm)
        guard vm.status == .up, let source = vm.hostID else {
            throw Failure(
                .conflict, "VM \(vm.name) is \(vm.status.rawValue).",
                correction: "Only a VM that is up can be migrated.",
                objects: ["VM \(vm.name)"])
        }
        if vm.hasClosedDisk == true {
            throw Failure(
                .conflict, "VM \(vm.name) cannot be migrated.",
                cause: "QEMU has closed one of its disks while its storage did not serve.",
                correction: "“mortar vm stop \(vm.name)” and “start” open it again.", objects: ["VM \(vm.name)"])
        }
        if wished == source {
            throw Failure(
                .conflict, "VM \(vm.name) is on host \(hosts[source]?.name ?? "?") already.",
                correction: "Choose another host, or leave the choice to the cluster.")
        }
    }

    private func migrationTarget(for vm: VM, _ wished: HostID?) throws -> HostID {
        if let wished, try hosts.required(wished).clusterID != vm.clusterID {
            throw Failure(
                .invalid, "Host \(try hosts.required(wished).name) is in another cluster than VM \(vm.name).",
                correction: "Choose a host of the VM's cluster.")
        }
        let others = hosts.filter {
            $0.clusterID == vm.clusterID && $0.id != vm.hostID && (wished == nil || $0.id == wished)
        }
        let open = others.filter { observations.hosts[$0.id]?.facts.migrations != nil }
        if open.isEmpty, let closed = others.first {
            throw Failure(
                .conflict, "Host \(closed.name) does not take VMs of other hosts yet.",
                correction: "Wait a moment; if that does not help, “mortar events” tells why.")
        }
        let excluded = Set(hosts.map(\.id)).subtracting(open.map(\.id))
        return try chosenHost(for: vm, excluding: excluded)
    }

    /// Notes that a VM's move shall end; nothing happens where it has.
    mutating func cancelMigration(of id: VMID) throws {
        let vm = try vms.required(id)
        guard vm.status == .migrating else {
            throw Failure(
                .conflict, "VM \(vm.name) is not being migrated.", cause: "It is \(vm.status.rawValue).",
                correction: "There is nothing to cancel.", objects: ["VM \(vm.name)"])
        }
        vms[id]?.migration?.isCancelled = true
    }

    // MARK: Ending

    /// Writes down where a VM is after its move; does nothing when that was done.
    mutating func settle(_ id: VMID, as place: MigrationPlace, outcome: MigrationProgress?, at time: Date) {
        guard let vm = vms[id], let migration = vm.migration else { return }
        var settled = vm
        switch place {
        case .on(let host, let facts):
            settled.enter(VMState.status(of: vm, facts: facts, at: time), at: time)
            if settled.status.occupiesHost { settled.hostID = host }
        case .nowhere: settled.enter(.down, at: time)
        case .unknown(let host):
            settled.enter(.unknown, at: time)
            settled.hostID = host
        }
        vms[id] = settled
        tellEnd(of: vm, migration, settled, outcome, at: time)
    }

    private mutating func tellEnd(
        of vm: VM, _ migration: VMMigration, _ settled: VM, _ outcome: MigrationProgress?, at time: Date
    ) {
        let subjects = EventSubjects(host: settled.hostID, vm: vm.id)
        if settled.status == .down {
            addEvent(.vmDown, .error, "VM \(vm.name) went down while it was being migrated.", at: time, about: subjects)
        } else if settled.hostID == migration.target, settled.status != .unknown {
            let names = [vm.hostID, settled.hostID].map { $0.flatMap { hosts[$0]?.name } ?? "?" }
            let figures = outcome.map { " (\($0.words))" } ?? ""
            addEvent(
                .migrationDone, "VM \(vm.name) was migrated from host \(names[0]) to host \(names[1])\(figures).",
                at: time, about: subjects)
        }
        if settled.status == .paused {
            addEvent(.vmPaused, .error, "VM \(vm.name) is paused after its migration.", at: time, about: subjects)
        }
    }
}
