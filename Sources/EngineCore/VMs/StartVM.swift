import AgentAPI
package import MortarModel
package import Workflow

/// Starts a VM on the host that was reserved for it.
package struct StartVM: EngineWorkflow {
    package static let kind = "start-vm"
    package static let failureCode = EventCode.vmStartFailed

    package var vm: VMID
    package var name: String

    package init(vm: VMID, name: String) {
        self.vm = vm
        self.name = name
    }

    package var title: String { "Starting VM \(name)" }
    package var subjects: EventSubjects { EventSubjects(vm: vm) }

    package static let steps: [WorkflowStep<StartVM>] = [
        WorkflowStep("Start on the host", start, undo: .by(stop)),
        WorkflowStep("Note the start", commit, undo: .nothing(because: "It is the last step.")),
    ]

    private static func start(_ this: inout Self, _ context: EngineContext) async throws {
        let inventory = context.inventory
        let vm = try inventory.vms.required(this.vm)
        guard vm.status == .waitForLaunch, let host = vm.hostID else { throw Failure.notRunning(vm) }
        _ = try await context.agent(of: host).startVM(try inventory.vmRequest(for: vm, on: host))
    }

    /// Leaves the VM with its host when it cannot be told whether it runs there: what is not known to be down is not down.
    private static func stop(_ this: inout Self, _ context: EngineContext) async throws {
        let id = this.vm
        guard let vm = context.inventory.vms[id], let host = vm.hostID else { return }
        do {
            try await context.agent(of: host).stopVM(id)
            try await context.store.change { $0.vms[id]?.enter(.down, at: context.now()) }
        } catch {
            try await context.store.change { $0.vms[id]?.enter(.unknown, at: context.now()) }
            throw error
        }
    }

    private static func commit(_ this: inout Self, _ context: EngineContext) async throws {
        let id = this.vm
        try await context.store.change { inventory in
            guard let vm = inventory.vms[id], vm.status == .waitForLaunch, let host = vm.hostID else { return }
            inventory.vms[id]?.enter(.up, at: context.now())
            inventory.addEvent(
                .vmStarted, "VM \(vm.name) was started on host \(inventory.hosts[host]?.name ?? "?").",
                at: context.now(), about: .init(host: host, vm: id))
        }
    }
}
