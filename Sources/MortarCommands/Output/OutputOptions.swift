import ArgumentParser
import Foundation
import Yams

/// How results are written.
package enum OutputFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
    case table, json, yaml
}

/// The option that every command with results has.
package struct OutputOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "How to write the result: for people (table) or for programs (json, yaml).")
    package var output = OutputFormat.table

    package init() {}

    /// Writes objects of one kind.
    ///
    /// - Parameter nothing: what people read when there are none.
    package func print(_ records: [Record], nothing: String) throws {
        switch output {
        case .table where records.isEmpty: Terminal.current.complain(nothing + "\n")
        case .table: write(Table(records).lines)
        default: try encode(records)
        }
    }

    /// Writes one object.
    package func print(_ record: Record) throws {
        switch output {
        case .table: write(Sheet(record: record).lines)
        default: try encode(record)
        }
    }

    /// Writes a sentence for people, or the object that it is about for programs.
    package func print(_ sentence: String, _ record: Record) throws {
        switch output {
        case .table: write([sentence])
        default: try encode(record)
        }
    }

    private func write(_ lines: [String]) {
        Terminal.current.write(lines.map { $0 + "\n" }.joined())
    }

    private func encode(_ value: some Encodable) throws {
        if output == .yaml {
            let encoder = YAMLEncoder()
            encoder.options.allowUnicode = true
            Terminal.current.write(try encoder.encode(value))
        } else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            Terminal.current.write(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
        }
    }
}
