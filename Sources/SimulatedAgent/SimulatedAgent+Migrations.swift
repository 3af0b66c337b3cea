package import AgentAPI
package import MortarModel

extension SimulatedAgent {
    package func vmPresence(_ id: VMID) async throws -> VMPresence {
        try cluster.perform("vmPresence", at: address) { state in
            if let facts = state.hosts[address]?.vms[id] { return .present(facts) }
            return state.migrations[id]?.target == address ? .comingIn : .absent
        }
    }

    package func migrationKeyRequests() async throws -> MigrationKeyRequests {
        try cluster.perform("migrationKeyRequests", at: address) { _ in
            MigrationKeyRequests(libvirt: "libvirt of \(address)", qemu: "qemu of \(address)")
        }
    }

    package func openMigrations(_ door: MigrationDoor) async throws {
        try cluster.perform("openMigrations", at: address) { state in
            state.hosts[address]?.migrations = MigrationFacts(address: door.address, authority: door.authority)
        }
        cluster.tell(.facts, at: address)
    }

    package func closeMigrations() async throws {
        try cluster.perform("closeMigrations", at: address) { $0.hosts[address]?.migrations = nil }
    }

    package func vmHardware(_ id: VMID) async throws -> VMHardware {
        try cluster.perform("vmHardware", at: address) { state in
            guard state.hosts[address]?.vms[id] != nil else { throw Self.notHere(id) }
            return VMHardware(isEmulated: false, machine: "pc-q35-7.2", processor: "<cpu/>")
        }
    }

    package func admitVM(_ admission: VMAdmission) async throws -> VMAdmissionAnswer {
        try cluster.perform("admitVM", at: address) { state in
            let request = admission.request
            for disk in request.disks where state.images[disk.image] == nil {
                throw Failure(.toolFailed, "There is no image \(disk.image.path) on \(disk.image.volume).")
            }
            if state.hosts[address]?.vms[request.id] != nil {
                throw Failure(.conflict, "VM \(request.name) is here already.")
            }
            return VMAdmissionAnswer(canPostCopy: true)
        }
    }

    package func migrateVM(_ order: VMMigrationOrder) async throws {
        try cluster.perform("migrateVM", at: address) { state in
            if state.migrations[order.id] != nil { return }
            guard state.hosts[address]?.vms[order.id] != nil else { throw Self.notHere(order.id) }
            guard state.hosts[order.address]?.hasPower == true, state.hosts[order.address]?.migrations != nil else {
                state.hosts[address]?.migrationFailures[order.id] = Failure(
                    .toolFailed, "unable to connect to server at '\(order.address):16514'")
                return
            }
            state.hosts[address]?.migrationFailures[order.id] = nil
            state.orders.append(order)
            state.migrations[order.id] = .init(
                source: address, target: order.address, order: order, isHeld: state.isEachMigrationHeld)
        }
    }

    package func migrationReport(_ id: VMID) async throws -> MigrationReport {
        let (report, arrived) = try cluster.perform("migrationReport", at: address) { state in
            let arrived = state.advanceMigration(of: id, at: address)
            let progress = MigrationProgress(
                elapsed: .seconds(4), total: .mebibytes(256), sent: .mebibytes(64),
                remaining: arrived == nil ? .mebibytes(192) : .zero, rate: .mebibytes(100), downtime: .milliseconds(80))
            let report = MigrationReport(
                isGoingOn: state.migrations[id]?.source == address, progress: progress,
                failure: state.hosts[address]?.migrationFailures[id])
            return (report, arrived)
        }
        if let arrived { tell(arrived) }
        return report
    }

    /// As libvirt tells it: the target first, then the source.
    private func tell(_ arrived: SimulatedCluster.Arrival) {
        cluster.tell(.vm(arrived.facts), at: arrived.target)
        var gone = arrived.facts
        (gone.state, gone.reason) = (.off, "migrated")
        cluster.tell(.vm(gone), at: arrived.source)
    }

    package func startPostCopy(_ id: VMID) async throws {
        try cluster.perform("startPostCopy", at: address) { state in
            guard state.migrations[id]?.order.allowsPostCopy == true else { throw Self.notHere(id) }
            state.migrations[id]?.isHeld = false
        }
    }

    package func cancelMigration(_ id: VMID) async throws {
        try cluster.perform("cancelMigration", at: address) { state in
            guard state.migrations.removeValue(forKey: id) != nil else { return }
            state.hosts[address]?.migrationFailures[id] = Failure(.conflict, "The move was cancelled.")
        }
    }

    private static func notHere(_ id: VMID) -> Failure { Failure(.conflict, "VM \(id) does not run here.") }
}

extension SimulatedCluster {
    /// A VM that has moved.
    struct Arrival: Sendable {
        var source: String
        var target: String
        var facts: VMFacts
    }
}

extension SimulatedCluster.State {
    /// Has a move that nothing holds come to its end when its source is asked.
    mutating func advanceMigration(of id: VMID, at address: String) -> SimulatedCluster.Arrival? {
        guard let migration = migrations[id], migration.source == address, !migration.isHeld, !areMigrationsHeld,
            var facts = hosts[address]?.vms[id]
        else { return nil }
        facts.access = migration.order.disks?.first?.access ?? facts.access
        migrations[id] = nil
        hosts[address]?.vms[id] = nil
        hosts[migration.target]?.vms[id] = facts
        let attached = hosts[address]?.attached.removeValue(forKey: id)
        hosts[migration.target]?.attached[id] = attached
        return .init(source: address, target: migration.target, facts: facts)
    }
}
