import HashTreeCollections
import MortarModel

import struct Foundation.TimeInterval

/// Has all VMs leave a host by live migration.
struct VMDeparture {
    /// A guest that writes faster than its memory moves, or a moment's trouble of a host, may need another try.
    private static let attempts = 3
    /// Seconds that a VM may take to start or to shut down; one whose guest does not shut down is up again before.
    private static let patience = VMState.shutdownLimit + 60
    /// Between two looks at the inventory: that a host has fallen silent, or a VM takes too long, no change of it tells.
    private static let interval = Duration.seconds(1)

    let host: Host

    /// Returns when no VM is on the host or on its way to it; throws what keeps one there.
    func run(_ context: EngineContext) async throws {
        var jobs: [VMID: [JobID]] = [:]
        while true {
            let left = context.inventory.guests(of: host.id)
            if left.isEmpty { return }
            try refuseSilence(context)
            for vm in left { try await move(vm, &jobs, context) }
            try await Task.sleep(for: Self.interval)
        }
    }

    private func move(_ vm: VM, _ jobs: inout [VMID: [JobID]], _ context: EngineContext) async throws {
        let isOverdue = context.now().timeIntervalSince(vm.statusSince) > Self.patience
        switch vm.status {
        case .up: break
        case .migrating, .down, .imageLocked: return
        case .waitForLaunch, .poweringUp, .poweringDown: if isOverdue { throw vm.staying(on: host) } else { return }
        case .paused, .unknown, .notResponding: throw vm.staying(on: host)
        }
        let begun = jobs[vm.id] ?? []
        if begun.count >= Self.attempts, let last = begun.last { try await context.result(of: last) }
        let job = try await begin(vm, context)
        // One that has just failed may not have been written down as ended yet.
        if !begun.contains(job) { jobs[vm.id] = begun + [job] }
    }

    /// One that has begun to move for another reason meanwhile is left to that.
    private func begin(_ vm: VM, _ context: EngineContext) async throws -> JobID {
        try await context.begin(
            MigrateVM(vm: vm.id, name: vm.name), by: RequestOrigin(),
            reserve: { try $0.reserveMigration(of: vm.id, to: nil, by: .cluster, at: context.now()) },
            unless: { try $0.underWay(MigrateVM.self) { $0.vm == vm.id } }
        ).id
    }

    /// What runs on a host that does not answer is not known, and nothing leaves it.
    private func refuseSilence(_ context: EngineContext) throws {
        guard let heard = context.inventory.observations.hosts[host.id]?.lastHeard,
            context.now().timeIntervalSince(heard) > HostHealth.limit
        else { return }
        throw Failure(
            .hostUnreachable, "Host \(host.name) does not answer any more.",
            correction: "See whether it has power and network, then ask again.", objects: ["host \(host.name)"])
    }
}

extension Inventory {
    /// VMs that are on a host or on their way to it, in the order of their names.
    func guests(of host: HostID) -> [VM] {
        vms.sortedByName.filter { vm in
            vm.status.occupiesHost && (vm.hostID == host || vm.migration?.target == host)
        }
    }
}

extension VMStatus {
    /// Whether it will not leave, whatever is waited for.
    var isStuck: Bool {
        switch self {
        case .paused, .unknown, .notResponding: true
        case .down, .imageLocked, .waitForLaunch, .poweringUp, .up, .poweringDown, .migrating: false
        }
    }
}

extension VM {
    /// Why it does not leave a host.
    func staying(on host: Host) -> Failure {
        Failure(
            .conflict, "VM \(name) on host \(host.name) is \(status.rawValue).",
            correction: "Only a VM that is up can be migrated: stop it, or see what is wrong with it.",
            objects: ["VM \(name)"])
    }
}
