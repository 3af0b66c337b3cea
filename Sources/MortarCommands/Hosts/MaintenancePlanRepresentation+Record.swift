import OVirtAPI

extension MaintenancePlanRepresentation {
    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("vms", .list((moves ?? []).map { .text($0.sentence) }))
        record.add("bricks", .list((bricks ?? []).map { .text($0.summary) }))
        record.add("allowed", flag: isAllowed)
        record.add("refusals", .list((refusals ?? []).map { .record($0.record) }))
        return record
    }
}

extension VMMoveRepresentation {
    /// Where it goes, or why it does not.
    var sentence: String {
        let name = vm?.name ?? "?"
        if let obstacle { return "\(name) cannot leave: \(obstacle)" }
        return "\(name) goes to \(host?.name ?? "?")"
    }
}
