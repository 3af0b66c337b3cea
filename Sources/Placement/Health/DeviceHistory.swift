package import MortarModel

import struct Foundation.Date
import struct Foundation.TimeInterval

/// What is kept of a device's measurements: one a day, and one at each change that matters, of the last 30 days.
package enum DeviceHistory {
    /// In seconds.
    private static let length: TimeInterval = 30 * 86_400
    private static let day: TimeInterval = 86_400
    /// In seconds: a dying device changes all the time.
    private static let minimumInterval: TimeInterval = 300
    /// So many of the newest samples are all kept; of the others one per day.
    private static let recentLimit = 60

    /// The history with one more measurement, or nil where it says nothing that has to be kept.
    ///
    /// - Parameter isNews: whether the verdict has changed: then it is kept, however short ago the last one was.
    package static func adding(
        _ new: DeviceMeasurements, to history: [DeviceMeasurements], isNews: Bool
    ) -> [DeviceMeasurements]? {
        // A disk that sleeps and wakes all day tells something new each time, and nothing that matters.
        guard new.isJudgeable || (new.isTelling && !history.contains(where: \.isJudgeable)),
            isDue(new, after: history.last, isNews: isNews)
        else { return nil }
        // A clock that was set back leaves samples of the future, which would be in the way for long.
        return trimmed(history.filter { $0.taken < new.taken } + [new])
    }

    private static func isDue(_ new: DeviceMeasurements, after last: DeviceMeasurements?, isNews: Bool) -> Bool {
        guard let last, last.taken <= new.taken else { return true }
        if new.taken == last.taken { return false }
        let age = new.taken.timeIntervalSince(last.taken)
        return isNews || age >= day || (age >= minimumInterval && new.differs(from: last))
    }

    private static func trimmed(_ history: [DeviceMeasurements]) -> [DeviceMeasurements] {
        guard let newest = history.last?.taken else { return [] }
        let kept = history.filter { newest.timeIntervalSince($0.taken) <= length }
        return onePerDay(kept.dropLast(recentLimit)) + kept.suffix(recentLimit)
    }

    /// The last of each day.
    private static func onePerDay(_ samples: ArraySlice<DeviceMeasurements>) -> [DeviceMeasurements] {
        samples.indices.filter { index in
            index + 1 == samples.endIndex || number(samples[index].taken) != number(samples[index + 1].taken)
        }.map { samples[$0] }
    }

    private static func number(_ date: Date) -> Int { Int((date.timeIntervalSinceReferenceDate / day).rounded(.down)) }
}

extension DeviceMeasurements {
    /// Whether it differs in what a verdict is made of; temperature and age change all the time.
    fileprivate func differs(from other: DeviceMeasurements) -> Bool {
        var alike = other
        (alike.taken, alike.temperature, alike.powerOnHours) = (taken, temperature, powerOnHours)
        return alike != self
    }
}
