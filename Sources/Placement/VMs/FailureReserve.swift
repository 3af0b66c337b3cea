/// Whether what is marked highly available still fits when any one host is lost.
///
/// After the loss of host i its highly available VMs (`protected`) need the free memory of the others:
/// protected(i) ≤ free − free(i). So the host with the largest protected(i) + free(i) decides. Memory is reckoned as one
/// sum over all hosts.
struct FailureReserve: Sendable {
    /// Free memory of all hosts that are up.
    private(set) var free: Int64 = 0
    /// Whether any VM is marked.
    private(set) var isAsked = false
    /// The host whose loss is the hardest, and how hard that and the next one are.
    private var hardest = -1
    private var first = Int64.min
    private var second = Int64.min

    init(_ loads: [HostLoad]) { update(loads) }

    mutating func update(_ loads: [HostLoad]) {
        (free, isAsked, hardest, first, second) = (0, false, -1, .min, .min)
        for place in loads.indices where loads[place].isUp {
            let own = max(0, loads[place].freeMemory)
            free += own
            let need = own + loads[place].protectedMemory
            if loads[place].protectedMemory > 0 { isAsked = true } else { continue }
            if need > first {
                (hardest, first, second) = (place, need, first)
            } else if need > second {
                second = need
            }
        }
    }

    /// Whether the loss of any host but the one at `place` can be borne when that one has taken `memory` more.
    func holds(without memory: Int64, at place: Int) -> Bool {
        (place == hardest ? second : first) <= free - memory
    }
}
