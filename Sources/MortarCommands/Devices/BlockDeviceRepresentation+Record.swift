import Foundation
import OVirtAPI

extension BlockDeviceRepresentation {
    /// Every state that a device can have.
    static let states = [
        "blank", "spare", "brick", "system", "in_use", "foreign", "failing", "failed", "missing",
    ]

    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("host", host?.name)
        record.add("path", path)
        record.add("size", bytes: size)
        record.add("state", isCurrent == false ? state.map { $0 + "?" } : state)
        record.add("health", health?.verdict)
        record.add("detail", detail)
        record.add("model", model)
        addIdentity(to: &record)
        addHealth(to: &record)
        return record
    }

    /// With what it told in the last 30 days.
    var recordWithHistory: Record {
        var record = record
        record.add("history", .list((history ?? []).map { .record($0.record) }), .detail)
        return record
    }

    /// Why it is not well, or what it carries, in a few words.
    private var detail: String? {
        if let verdict = health?.verdict, ["worn", "failing", "failed"].contains(verdict) {
            return health?.reasons?.first
        }
        return useDetail ?? replicaSet?.name.map { "brick of \($0)" } ?? brick?.id.map { "brick \($0)" }
    }

    private func addIdentity(to record: inout Record) {
        record.add("replica_set", replicaSet?.name, .detail)
        record.add("brick", brick?.id, .detail)
        record.add("use", use, .detail)
        record.add("use_detail", useDetail, .detail)
        record.add("spare", flag: isSpare, .detail)
        record.add("stripe_unit", bytes: stripe?.unit, .detail)
        record.add("stripe_data_disks", number: stripe?.dataDisks, .detail)
        record.add("current", flag: isCurrent, .detail)
        record.add("kind", kind, .detail)
        record.add("transport", transport, .detail)
        record.add("rotational", flag: isRotational, .detail)
        record.add("serial", serial, .detail)
        record.add("wwn", wwn, .detail)
        record.add("stable_path", stablePath, .detail)
        record.add("id", id, .detail)
    }

    private func addHealth(to record: inout Record) {
        record.add("reasons", .list((health?.reasons ?? []).map { .text($0) }), .detail)
        record.add("days_left", number: health?.daysLeft, .detail)
        let told = health?.measurements
        record.add("measured", told?.taken.map(OutputValue.date) ?? .none, .detail)
        record.add("passed", flag: told?.passed, .detail)
        record.add("critical_warning", number: told?.criticalWarning, .detail)
        record.add("failing_attributes", .list((told?.failingAttributes ?? []).map { .text($0) }), .detail)
        told?.addCounters(to: &record, .detail)
        record.add("spare_blocks_threshold", number: told?.spareThreshold, .detail)
        record.add("power_on_hours", number: told?.powerOnHours, .detail)
        record.add("obstacle", told?.obstacle, .detail)
    }
}

extension MeasurementsRepresentation {
    /// A line of a device's history.
    fileprivate var record: Record {
        var record = Record()
        record.add("taken", taken.map(OutputValue.date) ?? .none)
        addCounters(to: &record, .column)
        return record
    }

    fileprivate func addCounters(to record: inout Record, _ place: Record.Place) {
        record.add("temperature", number: temperature, place)
        record.add("wear", number: wear, place)
        record.add("spare_blocks", number: spare, place)
        record.add("media_errors", number: mediaErrors, place)
        record.add("reallocated", number: reallocatedSectors, place)
        record.add("pending", number: pendingSectors, place)
        record.add("kernel_errors", number: kernelErrors, place)
    }
}
