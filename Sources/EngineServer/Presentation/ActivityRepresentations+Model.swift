import EngineCore
import Foundation
import MortarModel
import OVirtAPI

extension EventRepresentation {
    init(_ event: Event, in inventory: Inventory) {
        self.init(index: event.index)
        description = event.description
        code = event.code
        severity = event.severity.rawValue
        time = event.time
        correlationID = event.correlationID
        host = event.hostID.map { Linked(id: $0.rawValue) }
        vm = event.vmID.map { Linked(id: $0.rawValue) }
        storageDomain = event.storageDomainID.map { Linked(id: $0.rawValue) }
    }
}

extension JobRepresentation {
    init(_ job: Job, follow: FollowQuery) {
        self.init(id: job.id.rawValue)
        description = job.name
        status = job.status.rawValue
        started = job.started
        ended = job.ended
        lastUpdated = job.ended ?? job.steps.compactMap { $0.ended ?? $0.started }.max() ?? job.started
        owner = job.owner.map { Reference(name: $0) }
        correlationID = job.correlationID
        fault = job.failure.map { FaultRepresentation($0) }
        if follow.includes("steps") { steps = StepRepresentation.steps(of: job) }
    }
}

extension StepRepresentation {
    /// Those that have begun or ended have a status; the others are still to come.
    static func steps(of job: Job) -> [StepRepresentation] {
        job.steps.enumerated().map { index, step in
            var representation = StepRepresentation(id: step.id.rawValue, job: job.id.rawValue)
            representation.description = step.name
            representation.number = index
            representation.status = (step.status ?? .unknown).rawValue
            representation.progress = step.progress
            representation.detail = step.detail
            representation.started = step.started
            representation.ended = step.ended
            return representation
        }
    }
}

extension SearchFields where Object == Job {
    static let jobs = Self(
        prefixes: ["job"], defaults: ["description"],
        fields: [
            "id": { [.text($0.id.rawValue)] },
            "description": { [.text($0.name)] },
            "status": { [.word($0.status.rawValue)] },
            "correlation_id": { $0.correlationID.map { [.text($0)] } ?? [] },
            "start_time": { [.date($0.started)] },
            "end_time": { $0.ended.map { [.date($0)] } ?? [] },
        ])
}

extension SearchFields where Object == Event {
    static func events(_ inventory: Inventory) -> Self {
        .init(
            prefixes: ["event"], defaults: ["message"],
            fields: [
                "id": { [.number(Double($0.index))] },
                "type": { [.number(Double($0.code))] },
                "severity": { [.word($0.severity.rawValue, order: Event.Severity.allCases.map(\.rawValue))] },
                "time": { [.date($0.time)] },
                "message": { [.text($0.description)] },
                "correlation_id": { $0.correlationID.map { [.text($0)] } ?? [] },
                "host.name": { $0.hostID.flatMap { inventory.hosts[$0] }.map { [.text($0.name)] } ?? [] },
                "vm.name": { $0.vmID.flatMap { inventory.vms[$0] }.map { [.text($0.name)] } ?? [] },
                "vm.id": { $0.vmID.map { [.text($0.rawValue)] } ?? [] },
                "storage": {
                    $0.storageDomainID.flatMap { inventory.storageDomains[$0] }.map { [.text($0.name)] } ?? []
                },
            ])
    }
}
