/// Lines of text with their columns below each other.
struct Table {
    private let titles: [String]
    private let rows: [[OutputValue]]

    /// Of objects of one kind, their columns.
    init(_ records: [Record]) {
        let columns = records.first?.fields.filter { $0.place == .column } ?? []
        titles = columns.map { $0.key.uppercased().replacing("_", with: " ") }
        rows = records.map { record in record.fields.filter { $0.place == .column }.map(\.value) }
    }

    /// Without spaces at the ends of lines; empty without rows.
    var lines: [String] {
        guard !rows.isEmpty else { return [] }
        let cells = rows.map { $0.map(\.cell) }
        let widths = titles.indices.map { column in
            ([titles[column]] + cells.map { $0[column] }).map(\.displayWidth).max() ?? 0
        }
        let isRight = titles.indices.map { column in rows.contains { $0[column].isNumeric } }
        return ([titles] + cells).map { line in
            let padded = titles.indices.map { line[$0].padded(to: widths[$0], right: isRight[$0]) }
            return padded.joined(separator: "  ").trimmingEnd
        }
    }
}

/// One object as lines of names and values, lists of objects as tables below them.
struct Sheet {
    let record: Record

    var lines: [String] {
        let plain = record.fields.filter { !$0.value.isTable }
        let width = plain.map(\.key.count).max() ?? 0
        var lines = plain.map { field in
            "\(field.key.asTitle):".padded(to: width + 2, right: false) + field.value.cell
        }
        for field in record.fields where field.value.isTable {
            guard case .list(let values) = field.value else { continue }
            lines += ["", "\(field.key.asTitle):"] + Table(values.records).lines.map { "  " + $0 }
        }
        return lines
    }
}

extension OutputValue {
    fileprivate var isTable: Bool {
        if case .list(let values) = self { !values.records.isEmpty } else { false }
    }
}

extension [OutputValue] {
    fileprivate var records: [Record] {
        compactMap { if case .record(let record) = $0 { record } else { nil } }
    }
}

extension String {
    /// Columns on a terminal, one for each character: close enough for names and numbers.
    var displayWidth: Int { count }

    fileprivate var asTitle: String { prefix(1).uppercased() + dropFirst().replacing("_", with: " ") }

    func padded(to width: Int, right: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - displayWidth))
        return right ? space + self : self + space
    }

    fileprivate var trimmingEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
