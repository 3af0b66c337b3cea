/// Finds the cheapest path through what a flow leaves free, by Dijkstra's algorithm.
///
/// It goes node by node, so that whoever asks can make a node's arcs at the moment when it is reached.
struct PathSearch {
    private struct Label {
        var distance = Int.max
        /// The arc it was reached by; -1 for the beginning.
        var arc = -1
        var isSettled = false
    }

    private var labels: [Label]
    private let target: Int
    private var queue: NodeQueue
    private(set) var settled: [Int] = []

    init(from source: Int, to target: Int, in graph: FlowGraph) {
        self.target = target
        queue = NodeQueue(favouring: target)
        labels = Array(repeating: Label(), count: graph.outgoing.count)
        labels[source].distance = 0
        queue.insert(source, at: 0)
    }

    /// The nearest node that was not settled yet; nil when there is none.
    mutating func settleNext() -> Int? {
        while let node = queue.takeFirst() {
            if labels[node].isSettled { continue }
            labels[node].isSettled = true
            settled.append(node)
            return node
        }
        return nil
    }

    func hasSettled(_ node: Int) -> Bool { node < labels.count && labels[node].isSettled }

    func distance(to node: Int) -> Int { labels[node].distance }

    /// Looks at where the arcs out of a settled node lead.
    mutating func leave(_ node: Int, in graph: FlowGraph) {
        while labels.count < graph.outgoing.count { labels.append(Label()) }
        for arc in graph.outgoing[node] where graph.arcs[arc].room > 0 {
            let head = graph.arcs[arc].head
            let distance = labels[node].distance + graph.surcharge(of: arc, from: node)
            if distance >= labels[head].distance { continue }
            labels[head].distance = distance
            labels[head].arc = arc
            queue.insert(head, at: distance)
        }
    }

    /// The arcs to the target, once it is settled, from the path's end to its beginning.
    func path(in graph: FlowGraph) -> [Int] {
        var (path, node) = ([Int](), target)
        while labels[node].arc >= 0 {
            path.append(labels[node].arc)
            node = graph.arcs[labels[node].arc ^ 1].head
        }
        return path
    }
}
