/// How good a placement of many VMs is: first how many have a host at all, then how well their hosts suit them.
///
/// The total score is the sum, over all VMs of the batch that have a host, of what the scorers say of that host with all
/// other VMs where they are, each from 0 to 1. It does not depend on the order in which VMs were placed.
package struct BatchScore: Sendable, Hashable, Comparable {
    package var placed: Int
    package var total: Double

    package init(placed: Int, total: Double) {
        self.placed = placed
        self.total = total
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.placed, left.total) < (right.placed, right.total)
    }
}
