package import AgentAPI
package import MortarModel
package import Workflow

/// Has GlusterFS move a volume's data to where it belongs, and stays with it to its end.
package struct RebalanceVolume: EngineWorkflow {
    package static let kind = "rebalance-volume"
    package static let failureCode = EventCode.rebalanceFailed

    /// Its name.
    package var volume: String
    package var mode: RebalanceMode
    /// As it ended.
    package var outcome: VolumeTask?

    package init(volume: String, mode: RebalanceMode) {
        self.volume = volume
        self.mode = mode
    }

    package var title: String { "Rebalancing volume \(volume)" }
    package var subjects: EventSubjects { EventSubjects() }

    package func event(of failure: Failure) -> (code: EventCode, severity: Event.Severity) {
        failure.code == .cancelled ? (.rebalanceStopped, .normal) : (Self.failureCode, .error)
    }

    private static let stays = "What was moved serves as well where it is."

    package static let steps: [WorkflowStep<RebalanceVolume>] = [
        WorkflowStep("Begin the rebalance", begin, undo: .nothing(because: stays)),
        WorkflowStep("Move data", move, undo: .nothing(because: stays)),
        WorkflowStep("Note the end", note, undo: .nothing(because: "It is the last step.")),
    ]

    private static func begin(_ this: inout Self, _ context: EngineContext) async throws {
        let order = VolumeOrder(volume: this.volume, change: .startRebalance(this.mode))
        try await VolumeMove(volume: this.volume).begin(order, context)
        let name = this.volume
        try await context.store.change { inventory in
            inventory.addEvent(.rebalanceStarted, "A rebalance of volume \(name) has begun.", at: context.now())
        }
    }

    private static func move(_ this: inout Self, _ context: EngineContext) async throws {
        let stop = VolumeOrder(volume: this.volume, change: .stopRebalance)
        this.outcome = try await VolumeMove(volume: this.volume).watch(.rebalance, stoppingBy: stop, context)
    }

    private static func note(_ this: inout Self, _ context: EngineContext) async throws {
        let (name, figures) = (this.volume, this.outcome?.figures ?? "")
        try await context.store.change { inventory in
            inventory.addEvent(
                .rebalanceDone, "The rebalance of volume \(name) is complete: \(figures).", at: context.now())
        }
    }
}

extension RebalanceVolume: GradualWorkflow {
    static let longStep = 1

    func progress(in inventory: Inventory, isEnded: Bool) -> StepProgress? {
        VolumeMove(volume: volume).progress(outcome, in: inventory)
    }
}
