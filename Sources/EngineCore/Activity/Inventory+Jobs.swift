import AgentAPI
import Foundation
import HashTreeCollections
package import MortarModel
package import Workflow

extension Inventory {
    /// A workflow as users see it, with what is known of how far it is.
    package func job(of record: WorkflowRecord) -> Job {
        var job = record.job
        // One that cannot be read is shown by its record alone; its run tells the failure.
        switch record.workflowKind {
        case MigrateVM.kind:
            if let workflow = try? JSONDecoder().decode(MigrateVM.self, from: record.state) {
                tell(workflow, record, in: &job)
            }
        case MoveDisk.kind:
            if let workflow = try? JSONDecoder().decode(MoveDisk.self, from: record.state) {
                tell(workflow, record, in: &job)
            }
        default: break
        }
        return job
    }

    private func tell(_ workflow: MigrateVM, _ record: WorkflowRecord, in job: inout Job) {
        guard job.steps.indices.contains(MigrateVM.longStep) else { return }
        if let progress = observations.migrations[workflow.vm], !record.phase.isEnded {
            job.steps[MigrateVM.longStep].progress = progress.percent
            job.steps[MigrateVM.longStep].detail = progress.wordsUnderWay
        } else if let outcome = workflow.outcome {
            job.steps[MigrateVM.longStep].detail = outcome.words
        }
    }

    private func tell(_ workflow: MoveDisk, _ record: WorkflowRecord, in job: inout Job) {
        guard job.steps.indices.contains(MoveDisk.copyStep), !record.phase.isEnded,
            let facts = observations.diskCopies[workflow.disk.id]
        else { return }
        job.steps[MoveDisk.copyStep].progress = facts.percent
        if facts.total > .zero { job.steps[MoveDisk.copyStep].detail = "\(facts.copied) of \(facts.total)" }
    }
}
