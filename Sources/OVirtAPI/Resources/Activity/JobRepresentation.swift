package import Foundation
package import MortarModel

/// A request being carried out.
package struct JobRepresentation: Resource {
    package static let element = "job"
    package static let collection = "jobs"
    package static let path = "jobs"

    package var id: String?
    package var href: String?
    /// What is being done.
    package var description: String?
    package var status: String?
    package var started: Date?
    package var ended: Date?
    package var lastUpdated: Date?
    package var isExternal: Bool?
    package var isCleared: Bool?
    package var owner: Reference?
    /// Mortar's own.
    package var correlationID: String?
    /// Mortar's own: why it failed.
    package var fault: FaultRepresentation?
    package var steps: [StepRepresentation]?

    package init() {}

    /// An answer.
    package init(id: String) {
        self.id = id
        href = Self.href(id)
        isExternal = false
        isCleared = true
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("description", &description)
        try coder.collection("steps", at: "steps", &steps)
        try coder.value("auto_cleared", &isCleared)
        try coder.value("correlation_id", &correlationID)
        try coder.value("end_time", &ended)
        try coder.value("external", &isExternal)
        try coder.object("fault", &fault)
        try coder.value("last_updated", &lastUpdated)
        try coder.object("owner", &owner)
        try coder.value("start_time", &started)
        try coder.value("status", &status)
    }
}

/// One step of a job.
package struct StepRepresentation: Resource {
    package static let element = "step"
    package static let collection = "steps"
    package static let path = "steps"

    package var id: String?
    package var href: String?
    package var description: String?
    /// Its place among the job's steps, from 0.
    package var number: Int?
    /// Nil until it has begun.
    package var status: String?
    package var type: String?
    /// In percent, for steps that can tell.
    package var progress: Int?
    /// Mortar's own: what there is to tell beside that, for people.
    package var detail: String?
    package var started: Date?
    package var ended: Date?
    package var isExternal: Bool?
    package var job: Linked<JobRepresentation>?

    package init() {}

    /// An answer.
    package init(id: String, job: String) {
        self.id = id
        href = "\(JobRepresentation.href(job))/\(Self.path)/\(id)"
        self.job = Linked(id: job)
        type = "executing"
        isExternal = false
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("description", &description)
        try coder.value("detail", &detail)
        try coder.value("end_time", &ended)
        try coder.value("external", &isExternal)
        try coder.object("job", &job)
        try coder.value("number", &number)
        try coder.value("progress", &progress)
        try coder.value("start_time", &started)
        try coder.value("status", &status)
        try coder.value("type", &type)
    }
}
