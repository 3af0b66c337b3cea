import Foundation

/// Moments as the API writes them: ISO 8601 with milliseconds in UTC, or milliseconds since 1970.
enum Timestamp {
    static func milliseconds(of date: Date) -> Int64 {
        Int64((date.timeIntervalSince1970 * 1000).rounded())
    }

    static func date(milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    /// As `2016-09-08T07:53:35.138+00:00`.
    static func text(of date: Date) -> String {
        let milliseconds = milliseconds(of: date)
        let (seconds, fraction) = milliseconds.quotientAndRemainder(flooringBy: 1000)
        let (days, second) = seconds.quotientAndRemainder(flooringBy: 86_400)
        let day = CivilDay(daysSince1970: days)
        return "\(pad(day.year, 4))-\(pad(day.month, 2))-\(pad(day.day, 2))T"
            + "\(pad(second / 3600, 2)):\(pad(second / 60 % 60, 2)):\(pad(second % 60, 2)).\(pad(fraction, 3))+00:00"
    }

    /// Reads both forms; nil for anything else.
    ///
    /// A time without an offset is taken as UTC.
    static func date(parsing text: String) -> Date? {
        if let milliseconds = Int64(text) { return date(milliseconds: milliseconds) }
        guard let parts = text.wholeMatch(of: isoPattern)?.output,
            let year = Int64(parts.1), let month = Int64(parts.2), let dayOfMonth = Int64(parts.3),
            let day = CivilDay(year: year, month: month, day: dayOfMonth),
            let hour = Int64(parts.4), let minute = Int64(parts.5), let second = Int64(parts.6),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        let fraction = parts.7.flatMap { Double("0." + $0) } ?? 0
        let offset = parts.8.map(offsetSeconds) ?? 0
        let seconds = day.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset
        return date(milliseconds: seconds * 1000 + Int64((fraction * 1000).rounded()))
    }

    private static var isoPattern:
        Regex<(Substring, Substring, Substring, Substring, Substring, Substring, Substring, Substring?, Substring?)>
    {
        /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?/
    }

    /// Of `Z`, `+02:00` or `-0730`.
    private static func offsetSeconds(_ text: Substring) -> Int64 {
        let digits = text.filter(\.isNumber)
        guard let hours = Int64(digits.prefix(2)), let minutes = Int64(digits.suffix(2)) else { return 0 }
        return (text.hasPrefix("-") ? -1 : 1) * (hours * 60 + minutes) * 60
    }

    private static func pad(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// A day of the Gregorian calendar, which is taken to have been in use always.
///
/// Howard Hinnant's `civil_from_days` and `days_from_civil`: years begin in March, eras have 400 of them.
private struct CivilDay: Equatable {
    let year, month, day: Int64

    init(daysSince1970: Int64) {
        let (era, dayOfEra) = (daysSince1970 + 719_468).quotientAndRemainder(flooringBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Nil where there is no such day.
    init?(year: Int64, month: Int64, day: Int64) {
        (self.year, self.month, self.day) = (year, month, day)
        if CivilDay(daysSince1970: daysSince1970) != self { return nil }
    }

    var daysSince1970: Int64 {
        let (era, yearOfEra) = (month <= 2 ? year - 1 : year).quotientAndRemainder(flooringBy: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension Int64 {
    /// Rounds towards minus infinity, so that the remainder is never negative.
    fileprivate func quotientAndRemainder(flooringBy divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
