package import Foundation
package import MortarModel

package typealias WorkflowID = Identifier<WorkflowRecord>

/// A workflow as it is stored.
package struct WorkflowRecord: Entity {
    package static let kind = "workflow"

    /// The same text as the job's.
    package var id: WorkflowID
    /// The ``Workflow/kind`` of what it carries.
    package var workflowKind: String
    /// The workflow's own state, as JSON.
    package var state: Data
    package var phase: WorkflowPhase
    /// What could not be undone so far.
    package var leftovers: [Failure]
    /// What users see of it.
    package var job: Job

    /// A workflow that has not begun.
    package init<W: Workflow>(_ workflow: W, id: JobID = JobID(), now: Date) throws {
        self.id = WorkflowID(rawValue: id.rawValue)
        self.workflowKind = W.kind
        self.state = try JSONEncoder().encode(workflow)
        self.phase = .running(next: 0)
        self.leftovers = []
        self.job = Job(
            id: id, name: workflow.title, status: .started, started: now,
            steps: W.steps.map { JobStep(name: $0.name) })
    }

    package var name: String { job.name }

    /// Takes over a new phase and writes it into the job.
    mutating func enter(_ next: WorkflowPhase, now: Date) {
        endStep(as: next, now: now)
        phase = next
        switch next {
        case .running(let index): beginStep(index, now: now)
        case .undoing(_, let failure): job.failure = failure
        case .finished: endJob(.finished, now: now)
        case .failed(let failure, _):
            job.failure = failure
            endJob(.failed, now: now)
        }
    }

    private mutating func beginStep(_ index: Int, now: Date) {
        guard job.steps.indices.contains(index) else { return }
        job.steps[index].status = .started
        job.steps[index].started = job.steps[index].started ?? now
    }

    private mutating func endStep(as next: WorkflowPhase, now: Date) {
        guard case .running(let index) = phase, job.steps.indices.contains(index) else { return }
        switch next {
        case .running(index): return
        case .undoing: job.steps[index].status = .failed
        default: job.steps[index].status = .finished
        }
        job.steps[index].ended = now
    }

    private mutating func endJob(_ status: JobStatus, now: Date) {
        job.status = status
        job.ended = now
        for index in job.steps.indices where job.steps[index].status == nil {
            job.steps[index].status = status == .finished ? .finished : .aborted
        }
    }
}
