/// Nodes with their distances, the nearest first: a binary heap.
struct NodeQueue {
    private var entries: [(distance: Int, node: Int)] = []

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

    private func isBefore(_ place: Int, _ other: Int) -> Bool {
        (entries[place].distance, entries[place].node) < (entries[other].distance, entries[other].node)
    }
}
