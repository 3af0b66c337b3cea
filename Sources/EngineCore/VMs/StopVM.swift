import AgentAPI
package import MortarModel
package import Workflow

/// Ends a VM at once.
package struct StopVM: EngineWorkflow {
    package static let kind = "stop-vm"
    package static let failureCode = EventCode.vmStopFailed

    package var vm: VMID
    package var name: String
    /// Where it was ended.
    package var host: HostID?

    package init(vm: VMID, name: String) {
        self.vm = vm
        self.name = name
    }

    package var title: String { "Stopping VM \(name)" }
    package var subjects: EventSubjects { EventSubjects(vm: vm) }

    package static let steps: [WorkflowStep<StopVM>] = [
        WorkflowStep("Stop on the host", stop, undo: .by(loseSight)),
        WorkflowStep("Note the stop", commit, undo: .nothing(because: "It is the last step.")),
    ]

    private static func stop(_ this: inout Self, _ context: EngineContext) async throws {
        let id = this.vm
        guard let vm = context.inventory.vms[id], let host = vm.hostID else { return }
        try await context.store.change { inventory in
            guard let vm = inventory.vms[id], vm.status.occupiesHost else { return }
            // A migration may have been begun after the stop was asked for.
            if vm.status == .migrating { throw Failure.migrating(vm) }
            try inventory.refuseWhileDisksMove(of: vm)
            inventory.vms[id]?.enter(.poweringDown, at: context.now())
        }
        this.host = host
        try await context.agent(of: host).stopVM(id)
    }

    /// Whether it ended cannot be told; what its host tells next says what it is.
    private static func loseSight(_ this: inout Self, _ context: EngineContext) async throws {
        let id = this.vm
        try await context.store.change { inventory in
            guard inventory.vms[id]?.status == .poweringDown else { return }
            inventory.vms[id]?.enter(.unknown, at: context.now())
        }
    }

    private static func commit(_ this: inout Self, _ context: EngineContext) async throws {
        let (id, host) = (this.vm, this.host)
        try await context.store.change { inventory in
            // It may have been started anew meanwhile.
            guard let vm = inventory.vms[id], vm.hostID == host, ![.down, .waitForLaunch, .up].contains(vm.status)
            else { return }
            inventory.vms[id]?.enter(.down, at: context.now())
            inventory.addEvent(
                .vmStopped, "VM \(vm.name) was stopped.", at: context.now(), about: .init(host: vm.hostID, vm: id))
        }
    }
}
