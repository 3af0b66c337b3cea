import AgentAPI
package import MortarModel
package import Workflow

/// Takes a device out of the spares, and removes a brick on it that this cluster does not know.
package struct ReleaseDevice: EngineWorkflow {
    package static let kind = "release-device"
    package static let failureCode = EventCode.workflowFailed

    package var device: DeviceID
    package var path: String
    package var hostName: String
    /// The brick that the user wants to be removed, with all that is in it.
    package var brick: BrickID?

    package init(device: DeviceID, path: String, hostName: String, brick: BrickID?) {
        self.device = device
        self.path = path
        self.hostName = hostName
        self.brick = brick
    }

    package var title: String { "Releasing the device \(path) of \(hostName)" }
    package var subjects: EventSubjects { EventSubjects(host: device.host) }

    package static let steps: [WorkflowStep<ReleaseDevice>] = [
        WorkflowStep("Remove the forgotten brick", removeBrick, undo: .nothing(because: "What was removed is gone.")),
        WorkflowStep("Take it out of the spares", unmark, undo: .nothing(because: "It is the last step.")),
    ]

    private static func removeBrick(_ this: inout Self, _ context: EngineContext) async throws {
        guard let brick = this.brick else { return }
        guard context.inventory.isForgotten(brick) else {
            throw Failure(.conflict, "The brick on \(this.path) of \(this.hostName) belongs to a replica set by now.")
        }
        try await context.agent(of: this.device.host).removeBrick(brick)
        try await context.observeFacts(of: this.device.host)
    }

    private static func unmark(_ this: inout Self, _ context: EngineContext) async throws {
        let (id, brick, name) = (this.device, this.brick, "The device \(this.path) of \(this.hostName)")
        try await context.store.change { inventory in
            if inventory.deviceRecords[id]?.isSpare == true {
                inventory.setSpare(false, try inventory.deviceView(id, of: id.host), at: context.now())
            }
            if brick == nil { return }
            inventory.addEvent(
                .deviceReleased, "\(name) is blank: the brick that was left on it is removed.", at: context.now(),
                about: EventSubjects(host: id.host))
        }
    }
}
