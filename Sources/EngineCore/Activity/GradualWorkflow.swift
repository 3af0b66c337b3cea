import Foundation
package import MortarModel
package import Workflow

/// A workflow with a step that takes long, of which something tells how far it is.
protocol GradualWorkflow: EngineWorkflow {
    /// The index of that step.
    static var longStep: Int { get }

    /// Nil where nothing is known.
    func progress(in inventory: Inventory, isEnded: Bool) -> StepProgress?
}

/// How far a step is.
struct StepProgress: Sendable, Hashable {
    /// Of all that is to be done; nil where that says nothing any more.
    var percent: Int?
    /// In words.
    var detail: String?
}

extension GradualWorkflow {
    static func job(of record: WorkflowRecord, in inventory: Inventory) -> Job {
        var job = record.job
        guard job.steps.indices.contains(longStep) else { return job }
        do {
            let workflow = try JSONDecoder().decode(Self.self, from: record.state)
            guard let progress = workflow.progress(in: inventory, isEnded: record.phase.isEnded) else { return job }
            if let percent = progress.percent { job.steps[longStep].progress = percent }
            job.steps[longStep].detail = progress.detail
        } catch {
            job.steps[longStep].detail = "How far it is cannot be told: \(error)"
        }
        return job
    }
}

extension Inventory {
    private static let gradualKinds = Dictionary(
        uniqueKeysWithValues: Engine.workflowKinds.compactMap { kind in
            (kind as? any GradualWorkflow.Type).map { (kind.kind, $0) }
        })

    /// A workflow as users see it, with what is known of how far it is.
    package func job(of record: WorkflowRecord) -> Job {
        Self.gradualKinds[record.workflowKind]?.job(of: record, in: self) ?? record.job
    }
}
