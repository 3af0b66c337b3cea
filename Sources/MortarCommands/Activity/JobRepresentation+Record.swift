import Foundation
import OVirtAPI

extension JobRepresentation {
    /// As commands show it; its steps where they came with it.
    var record: Record {
        var record = Record()
        record.add("id", id)
        record.add("description", description)
        record.add("status", status)
        record.add("started", started.map(OutputValue.date) ?? .none)
        record.add("seconds", seconds(started, ended))
        record.add("owner", owner?.name, .detail)
        record.add("correlation_id", correlationID, .detail)
        if let fault {
            record.add("failure", fault.message ?? fault.detail, .detail)
            record.add("cause", fault.cause, .detail)
            record.add("correction", fault.correction, .detail)
        }
        if let steps { record.add("steps", .list(steps.map { .record($0.record) }), .detail) }
        return record
    }
}

extension StepRepresentation {
    fileprivate var record: Record {
        var record = Record()
        record.add("number", number: number)
        record.add("description", description)
        record.add("status", status)
        record.add("progress", number: progress)
        record.add("seconds", seconds(started, ended))
        return record
    }
}

/// How long something took, or has taken so far.
private func seconds(_ began: Date?, _ ended: Date?) -> OutputValue {
    began.map { .decimal(max(0, (ended ?? .now).timeIntervalSince($0))) } ?? .none
}
