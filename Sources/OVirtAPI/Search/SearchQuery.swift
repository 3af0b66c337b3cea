package import MortarModel

/// A search as oVirt's clients write it: `name=web* and (status=up or memory>1024) sortby name desc page 2`.
package struct SearchQuery: Sendable, Equatable {
    package indirect enum Condition: Sendable, Equatable {
        case all
        /// Any of the fields that are searched without being named.
        case text(String)
        case field(String, SearchComparison, String)
        case and(Condition, Condition)
        case or(Condition, Condition)
    }

    package struct Order: Sendable, Equatable {
        package var field: String
        package var isAscending: Bool
    }

    package var condition: Condition
    package var order: Order?
    /// From 1; the size of a page is the request's `max`.
    package var page: Int?

    /// Reads a search; all is found where there is nothing to read.
    package init(_ text: String?) throws(Failure) {
        var parser = try SearchParser(text ?? "")
        self = try parser.query()
    }

    init(condition: Condition, order: Order?, page: Int?) {
        self.condition = condition
        self.order = order
        self.page = page
    }
}
