package import MortarModel

import struct Foundation.TimeInterval

/// How what a device tells has changed.
package struct DeviceTrend: Sendable {
    /// In seconds: growth within this time counts as growth now.
    private static let window: TimeInterval = 86_400
    /// In seconds: wear comes in whole percents, and in less time they tell no pace.
    private static let wearWindow: TimeInterval = 7 * 86_400
    /// Percents by which wear has to grow until they tell a pace.
    private static let wearGrowth = 2

    private let newest: DeviceMeasurements
    /// The newest last, which is the present.
    private let samples: [DeviceMeasurements]

    /// - Parameter history: in any order; what was taken later than `newest` is not looked at.
    package init(_ newest: DeviceMeasurements, _ history: [DeviceMeasurements]) {
        self.newest = newest
        samples = history.filter { $0.taken < newest.taken }.sorted { $0.taken < $1.taken } + [newest]
    }

    /// By how much a counter grew in the last 24 hours; 0 where only one value of it is known.
    ///
    /// - Parameter startsAnew: whether a counter that became smaller began at 0 again; otherwise it lost what it counted.
    func growth(of value: any KeyPath<DeviceMeasurements, Int?> & Sendable, startsAnew: Bool = false) -> Int {
        let start = newest.taken.addingTimeInterval(-Self.window)
        let known = samples.filter { $0[keyPath: value] != nil }
        let before = known.lastIndex { $0.taken <= start } ?? 0
        let values = known.dropFirst(before).compactMap { $0[keyPath: value] }
        return zip(values, values.dropFirst()).reduce(0) { sum, pair in
            sum + (pair.1 >= pair.0 ? pair.1 - pair.0 : startsAnew ? pair.1 : 0)
        }
    }

    /// Percents of its rated life that the device uses up in a day; nil while the history is too short to tell.
    package var wearPerDay: Double? {
        guard let now = newest.wear, let first = samples.first(where: { $0.wear != nil }), let then = first.wear else {
            return nil
        }
        let time = newest.taken.timeIntervalSince(first.taken)
        guard time >= Self.wearWindow, now - then >= Self.wearGrowth else { return nil }
        return Double(now - then) / (time / 86_400)
    }

    /// Days until the rated life is used up at this pace; nil where the pace is not known.
    package var daysOfLife: Double? {
        guard let now = newest.wear, let pace = wearPerDay else { return nil }
        return Double(max(0, HealthThresholds.usedUp.limit - now)) / pace
    }
}
