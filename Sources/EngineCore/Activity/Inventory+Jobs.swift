import Foundation
import HashTreeCollections
package import MortarModel
package import Workflow

extension Inventory {
    /// A workflow as users see it, with what is known of how far it is.
    package func job(of record: WorkflowRecord) -> Job {
        guard record.workflowKind == MigrateVM.kind,
            let workflow = try? JSONDecoder().decode(MigrateVM.self, from: record.state)
        else {
            // One that cannot be read is shown by its record alone; its run tells the failure.
            return record.job
        }
        var job = record.job
        guard job.steps.indices.contains(MigrateVM.longStep) else { return job }
        if let progress = observations.migrations[workflow.vm], !record.phase.isEnded {
            job.steps[MigrateVM.longStep].progress = progress.percent
            job.steps[MigrateVM.longStep].detail = progress.wordsUnderWay
        } else if let outcome = workflow.outcome {
            job.steps[MigrateVM.longStep].detail = outcome.words
        }
        return job
    }
}
