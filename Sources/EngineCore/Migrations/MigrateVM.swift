package import AgentAPI
import HashTreeCollections
package import MortarModel
package import Workflow

/// Moves a running VM to the host that was reserved for it; whatever happens, it goes on on exactly one host.
package struct MigrateVM: EngineWorkflow {
    package static let kind = "migrate-vm"
    package static let failureCode = EventCode.migrationFailed

    package var vm: VMID
    package var name: String
    /// Whether the new host lets memory follow the guest.
    package var canPostCopy = false
    /// Its disks as it reaches them there; nil for as before.
    package var disks: [VMRequest.Disk]?
    /// How it went; nil until it has arrived.
    package var outcome: MigrationProgress?

    package init(vm: VMID, name: String) {
        self.vm = vm
        self.name = name
    }

    package var title: String { "Migrating VM \(name)" }
    package var subjects: EventSubjects { EventSubjects(vm: vm) }

    package func event(of failure: Failure) -> (code: EventCode, severity: Event.Severity) {
        failure.code == .cancelled ? (.migrationCancelled, .normal) : (Self.failureCode, .error)
    }

    package static let steps: [WorkflowStep<MigrateVM>] = [
        WorkflowStep("Wait for a turn", waitForTurn, undo: .by(settle)),
        WorkflowStep("Make the new host ready", admit, undo: .nothing(because: "A host that is ready holds nothing.")),
        WorkflowStep(
            "Move the memory", move, undo: .nothing(because: "Where the VM is then, the first step's undo finds out.")),
        WorkflowStep(
            "Clear the old host", clear, undo: .nothing(because: "The guest runs on the new host, and only there.")),
        WorkflowStep("Note the new host", commit, undo: .nothing(because: "It is the last step.")),
    ]

    private static func waitForTurn(_ this: inout Self, _ context: EngineContext) async throws {
        let id = this.vm
        while try await !context.store.change({ try $0.takeMigrationTurn(id) }) {
            _ = try await context.store.first { try $0.isMigrationTurn(of: id) ? true : nil }
        }
    }

    private static func admit(_ this: inout Self, _ context: EngineContext) async throws {
        guard let route = try context.inventory.route(of: this.vm) else { return }
        // A new engine may find that it has arrived.
        if try await context.agent(of: route.target).vmPresence(this.vm).isPresent { return }
        let hardware = try await context.agent(of: route.source).vmHardware(this.vm)
        let request = try context.inventory.admissionRequest(for: route)
        this.disks = request.disks
        let admission = VMAdmission(request: request, hardware: hardware)
        this.canPostCopy = try await context.agent(of: route.target).admitVM(admission).canPostCopy
    }

    private static func move(_ this: inout Self, _ context: EngineContext) async throws {
        guard let route = try context.inventory.route(of: this.vm) else { return }
        defer { context.store.observe { [id = this.vm] in $0.migrations[id] = nil } }
        let watch = MigrationWatch(
            route: route, disks: this.disks, canPostCopy: this.canPostCopy, context: context)
        this.outcome = try await watch.run() ?? this.outcome
    }

    /// Spares everybody the wait for QEMU, which takes seconds to let go of GlusterFS with no guest in it any more.
    private static func clear(_ this: inout Self, _ context: EngineContext) async throws {
        guard let route = try context.inventory.route(of: this.vm),
            try await context.agent(of: route.target).vmPresence(this.vm).isRunning
        else { return }
        do {
            try await context.agent(of: route.source).stopVM(this.vm)
        } catch let failure as Failure where failure.code == .hostUnreachable {
            // Its libvirt does it by itself.
            return
        }
    }

    private static func commit(_ this: inout Self, _ context: EngineContext) async throws {
        guard let route = try context.inventory.route(of: this.vm) else { return }
        let (id, outcome) = (this.vm, this.outcome)
        let place: MigrationPlace
        if case .present(let facts) = try await context.agent(of: route.target).vmPresence(id) {
            place = .on(route.target, facts)
        } else {
            // It has ended since it arrived.
            place = try await MigrationEnd(route: route, context: context).find()
        }
        try await context.store.change { $0.settle(id, as: place, outcome: outcome, at: context.now()) }
    }

    /// Where it cannot be found out, the VM is unknown: nobody may be left with one that moves for ever.
    private static func settle(_ this: inout Self, _ context: EngineContext) async throws {
        guard let route = try context.inventory.route(of: this.vm) else { return }
        let id = this.vm
        do {
            let place = try await MigrationEnd(route: route, context: context).find()
            try await context.store.change { $0.settle(id, as: place, outcome: nil, at: context.now()) }
        } catch let failure as Failure {
            try await context.store.change {
                $0.settle(id, as: .unknown(route.source), outcome: nil, at: context.now())
            }
            throw failure
        }
    }
}

extension MigrateVM: GradualWorkflow {
    static let longStep = 2

    func progress(in inventory: Inventory, isEnded: Bool) -> StepProgress? {
        if let progress = inventory.observations.migrations[vm], !isEnded {
            return StepProgress(percent: progress.percent, detail: progress.wordsUnderWay)
        }
        return outcome.map { StepProgress(detail: $0.words) }
    }
}

extension VMPresence {
    var isPresent: Bool {
        if case .present = self { return true }
        return false
    }

    var isRunning: Bool {
        if case .present(let facts) = self { return facts.state == .running }
        return false
    }
}
