/// An object as a command shows it: named values in an order.
package struct Record: Sendable, Equatable {
    /// Where a value is shown to people; programs get them all.
    package enum Place: Sendable {
        /// In lists and alone.
        case column
        /// Only when the object is shown alone.
        case detail
    }

    package struct Field: Sendable, Equatable {
        package var key: String
        package var value: OutputValue
        package var place: Place
    }

    package private(set) var fields: [Field] = []

    package init() {}

    /// Adds a value; the key is that of JSON and YAML, and with spaces that of tables.
    package mutating func add(_ key: String, _ value: OutputValue, _ place: Place = .column) {
        fields.append(Field(key: key, value: value, place: place))
    }

    package mutating func add(_ key: String, _ text: String?, _ place: Place = .column) {
        add(key, text.map(OutputValue.text) ?? .none, place)
    }

    package mutating func add(_ key: String, number: Int?, _ place: Place = .column) {
        add(key, number.map { .number(Int64($0)) } ?? .none, place)
    }

    package mutating func add(_ key: String, bytes: Int64?, _ place: Place = .column) {
        add(key, bytes.map(OutputValue.size) ?? .none, place)
    }

    package mutating func add(_ key: String, flag: Bool?, _ place: Place = .column) {
        add(key, flag.map(OutputValue.flag) ?? .none, place)
    }
}

extension Record: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for field in fields { try container.encode(field.value, forKey: Key(field.key)) }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ text: String) { stringValue = text }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }
}
