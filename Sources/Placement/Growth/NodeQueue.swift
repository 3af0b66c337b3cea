/// Nodes with their distances, the nearest first: a binary heap.
///
/// Of equally near ones the target comes first and then the newest, so that a search goes on where it is before it begins
/// elsewhere.
struct NodeQueue {
    private var entries: [(distance: Int, node: Int)] = []
    private let target: Int

    init(favouring target: Int) { self.target = target }

    mutating func insert(_ node: Int, at distance: Int) {
        entries.append((distance, node))
        var place = entries.count - 1
        while place > 0, isBefore(place, (place - 1) / 2) {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func takeFirst() -> Int? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        if entries.isEmpty { return first.node }
        entries[0] = last
        sink()
        return first.node
    }

    private mutating func sink() {
        var place = 0
        while true {
            var next = place
            for child in [2 * place + 1, 2 * place + 2] where child < entries.count && isBefore(child, next) {
                next = child
            }
            if next == place { return }
            entries.swapAt(place, next)
            place = next
        }
    }

    private func rank(_ node: Int) -> Int { node == target ? .min : -node }

    private func isBefore(_ place: Int, _ other: Int) -> Bool {
        if entries[place].distance != entries[other].distance {
            return entries[place].distance < entries[other].distance
        }
        return rank(entries[place].node) < rank(entries[other].node)
    }
}
