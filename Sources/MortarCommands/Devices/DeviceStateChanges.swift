import Foundation
import OVirtAPI

/// What has become different between two lists of devices.
struct DeviceStateChanges {
    struct Change: Equatable {
        var time: Date
        /// As users call it, `h2:/dev/sdb`.
        var device: String
        /// Nil when it was not known before.
        var before: String?
        /// Nil when it is not known any more.
        var now: String?
        var reasons: [String]

        var sentence: String {
            let reason = reasons.isEmpty ? "" : ": \(reasons.joined(separator: " "))"
            return "\(OutputValue.date(time).cell)  \(device)  \(before ?? "new") → \(now ?? "gone")\(reason)"
        }

        var record: Record {
            var record = Record()
            record.add("time", .date(time))
            record.add("device", device)
            record.add("before", before)
            record.add("now", now)
            record.add("reasons", .list(reasons.map { .text($0) }))
            return record
        }
    }

    private var known: [String: BlockDeviceRepresentation]?

    /// Takes a new list and tells what changed; of the first list, what is not well.
    mutating func take(_ devices: [BlockDeviceRepresentation], at time: Date) -> [Change] {
        let now = Dictionary(devices.map { ($0.href ?? "", $0) }, uniquingKeysWith: { $1 })
        defer { known = now }
        guard let known else {
            return devices.filter(\.isUnwell).map { Change($0, before: nil, now: $0, at: time) }
        }
        let places = Set(known.keys).union(now.keys).sorted()
        return places.filter { known[$0]?.condition != now[$0]?.condition }.compactMap { place in
            (now[place] ?? known[place]).map { Change($0, before: known[place], now: now[place], at: time) }
        }
    }
}

extension DeviceStateChanges.Change {
    fileprivate init(
        _ device: BlockDeviceRepresentation, before: BlockDeviceRepresentation?, now: BlockDeviceRepresentation?,
        at time: Date
    ) {
        self.init(
            time: time, device: device.title, before: before?.condition, now: now?.condition,
            reasons: now?.health?.reasons ?? [])
    }
}

extension BlockDeviceRepresentation {
    /// State and verdict in one: `brick, worn`.
    fileprivate var condition: String {
        let verdict = health?.verdict ?? "unknown"
        let isTold = ["unknown", "healthy", state].contains(verdict)
        return (state ?? "unknown") + (isCurrent == false ? "?" : "") + (isTold ? "" : ", \(verdict)")
    }

    fileprivate var isUnwell: Bool {
        ["failing", "failed", "missing"].contains(state) || health?.verdict == "worn"
    }
}
