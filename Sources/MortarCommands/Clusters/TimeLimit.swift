import ArgumentParser

/// A time as users write it: `90s`, `30m`, `2h`, `1d`.
struct TimeLimit: ExpressibleByArgument, Equatable, CustomStringConvertible {
    private static let units: [(name: Character, seconds: Int64)] = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]

    var seconds: Int64

    init(seconds: Int64) { self.seconds = seconds }

    init?(argument: String) {
        guard let unit = Self.units.first(where: { $0.name == argument.last }), let first = argument.first,
            first.isASCII, first.isNumber, let number = Int64(argument.dropLast())
        else { return nil }
        let (seconds, isTooLong) = number.multipliedReportingOverflow(by: unit.seconds)
        if isTooLong { return nil }
        self.seconds = seconds
    }

    /// In the largest unit that is exact.
    var description: String {
        let unit = Self.units.first { seconds != 0 && seconds % $0.seconds == 0 } ?? ("s", 1)
        return "\(seconds / unit.seconds)\(unit.name)"
    }
}
