package import Foundation
import MortarModel

/// A value that a command shows: to people in a table, to programs as JSON or YAML.
package enum OutputValue: Sendable, Equatable {
    case none
    case text(String)
    case number(Int64)
    case decimal(Double)
    case flag(Bool)
    /// Bytes: `1.5 GiB` to people, a number to programs.
    case size(Int64)
    /// Local time to people, ISO 8601 in UTC to programs.
    case date(Date)
    case record(Record)
    case list([OutputValue])

    /// For people, on one line.
    var cell: String {
        switch self {
        case .none: "-"
        case .text(let text): text.isEmpty ? "-" : text.replacing("\n", with: " ")
        case .number(let number): String(number)
        case .decimal(let number): number.formatted(.number.precision(.fractionLength(0...2)).grouping(.never))
        case .flag(let flag): flag ? "yes" : "no"
        case .size(let bytes): ByteCount(bytes).description
        case .date(let date): date.formatted(Self.local)
        case .record(let record): record.fields.map { "\($0.key)=\($0.value.cell)" }.joined(separator: " ")
        case .list(let values): values.isEmpty ? "-" : values.map(\.cell).joined(separator: ", ")
        }
    }

    /// Whether it belongs to the right of its column.
    var isNumeric: Bool {
        switch self {
        case .number, .decimal, .size: true
        default: false
        }
    }

    private static let local = Date.VerbatimFormatStyle(
        format: """
            \(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits) \
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits)
            """,
        timeZone: .current, calendar: Calendar(identifier: .gregorian))
}

extension OutputValue: Encodable {
    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .record(let record): try record.encode(to: encoder)
        case .list(let values):
            var container = encoder.unkeyedContainer()
            for value in values { try container.encode(value) }
        default: try encodeScalar(into: encoder)
        }
    }

    private func encodeScalar(into encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number), .size(let number): try container.encode(number)
        case .decimal(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .date(let date): try container.encode(date.formatted(.iso8601))
        default: try container.encodeNil()
        }
    }
}
