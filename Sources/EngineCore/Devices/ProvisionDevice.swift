import AgentAPI
package import MortarModel
package import Workflow

/// Makes a device ready as a spare: removes what is on it where the user said so, and marks it.
package struct ProvisionDevice: EngineWorkflow {
    package static let kind = "provision-device"
    package static let failureCode = EventCode.workflowFailed

    package var device: DeviceID
    /// The path that survives reboots.
    package var path: String
    package var hostName: String
    /// The user named this device to be wiped: whatever is on it is lost.
    package var wipe: Bool
    /// Of a RAID device; nil where the device itself is asked.
    package var stripe: StripeGeometry?

    package init(device: DeviceID, path: String, hostName: String, wipe: Bool, stripe: StripeGeometry? = nil) {
        self.device = device
        self.path = path
        self.hostName = hostName
        self.wipe = wipe
        self.stripe = stripe
    }

    package var title: String { "Provisioning the device \(path) of \(hostName)" }
    package var subjects: EventSubjects { EventSubjects(host: device.host) }

    package static let steps: [WorkflowStep<ProvisionDevice>] = [
        WorkflowStep("Make the device blank", makeBlank, undo: .nothing(because: "What was wiped is gone.")),
        WorkflowStep("Mark it as a spare", mark, undo: .nothing(because: "It is the last step.")),
    ]

    private static func makeBlank(_ this: inout Self, _ context: EngineContext) async throws {
        guard this.wipe else { return }
        try await context.observeFacts(of: this.device.host)
        let view = try context.inventory.deviceView(this.device, of: this.device.host)
        try context.inventory.refuse(.provisioning(wipe: true), of: view)
        let agent = try context.agent(of: this.device.host)
        if case .brick(let brick) = view.facts.use { try await agent.removeBrick(brick) }
        if case .occupied = view.facts.use { try await agent.wipeDevice(view.facts.stablePath) }
    }

    private static func mark(_ this: inout Self, _ context: EngineContext) async throws {
        let (id, stripe) = (this.device, this.stripe)
        try await context.observeFacts(of: id.host)
        try await context.store.change { inventory in
            let view = try inventory.deviceView(id, of: id.host)
            try inventory.refuse(.spare, of: view)
            inventory.setSpare(true, view, at: context.now())
            inventory.setStripe(stripe, view)
        }
    }
}
