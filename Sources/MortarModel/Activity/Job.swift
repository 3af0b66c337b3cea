package import Foundation

package typealias JobID = Identifier<Job>
package typealias JobStepID = Identifier<JobStep>

/// A request being carried out, as users see it.
package struct Job: Entity {
    package static let kind = "job"

    package var id: JobID
    /// What is being done, as `Creating storage domain data`.
    package var name: String
    package var status: JobStatus
    package var started: Date
    package var ended: Date?
    package var steps: [JobStep]
    package var failure: Failure?
    package var correlationID: String?
    /// The user who asked, as `admin@internal`.
    package var owner: String?

    package init(
        id: JobID = JobID(), name: String, status: JobStatus, started: Date, ended: Date? = nil, steps: [JobStep],
        failure: Failure? = nil, correlationID: String? = nil, owner: String? = nil
    ) {
        self.id = id
        self.name = name
        self.status = status
        self.started = started
        self.ended = ended
        self.steps = steps
        self.failure = failure
        self.correlationID = correlationID
        self.owner = owner
    }
}

/// One step of a job.
package struct JobStep: Sendable, Hashable, Codable {
    package var id: JobStepID
    package var name: String
    /// Nil until it has begun.
    package var status: JobStatus?
    package var started: Date?
    package var ended: Date?
    /// How far a long step is, 0–100; nil where it cannot tell.
    package var progress: Int?
    /// What there is to tell of it beside that, as `64 MiB of 256 MiB, 100 MiB/s`.
    package var detail: String?

    package init(
        id: JobStepID = JobStepID(), name: String, status: JobStatus? = nil, started: Date? = nil, ended: Date? = nil,
        progress: Int? = nil
    ) {
        self.id = id
        self.name = name
        self.status = status
        self.started = started
        self.ended = ended
        self.progress = progress
    }
}

/// oVirt's `JobStatus` and `StepStatus`.
package enum JobStatus: String, Sendable, Hashable, Codable, CaseIterable {
    case started, finished, failed, aborted, unknown
}
