import HashTreeCollections
import MortarModel

/// Has all VMs leave a host by live migration.
struct VMDeparture {
    /// A guest that writes faster than its memory moves, or a moment's trouble of a host, may need another try.
    private static let attempts = 3

    let host: Host

    /// Returns when no VM is on the host or on its way to it; throws what keeps one there.
    func run(_ context: EngineContext) async throws {
        var jobs: [VMID: [JobID]] = [:]
        while true {
            for vm in context.inventory.guests(of: host.id) where vm.status.canLeave {
                let begun = jobs[vm.id] ?? []
                if begun.count >= Self.attempts, let last = begun.last { try await context.result(of: last) }
                jobs[vm.id] = begun + [try await begin(vm, context)]
            }
            let seen = context.inventory.guests(of: host.id)
            if seen.isEmpty { return }
            if let stuck = seen.first(where: \.status.isStuck) { throw stuck.staying(on: host) }
            _ = try await context.store.first { $0.guests(of: host.id) == seen ? nil : true }
        }
    }

    /// One that has begun to move for another reason meanwhile is left to that.
    private func begin(_ vm: VM, _ context: EngineContext) async throws -> JobID {
        try await context.begin(
            MigrateVM(vm: vm.id, name: vm.name), by: RequestOrigin(),
            reserve: { try $0.reserveMigration(of: vm.id, to: nil, at: context.now()) },
            unless: { try $0.underWay(MigrateVM.self) { $0.vm == vm.id } }
        ).id
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
    /// Whether a live migration can begin.
    fileprivate var canLeave: Bool { self == .up }

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
