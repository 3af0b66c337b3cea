import MortarModel

/// Which affinity groups each VM is in, and on which hosts their VMs are.
struct AffinityState: Sendable {
    let groups: [AffinityGroup]
    private let groupsOfVM: [VMID: [Int]]
    /// Of each group the number of its VMs by the place of their host.
    private var members: [[Int: Int]]

    init(_ groups: [AffinityGroup]) {
        self.groups = groups
        members = groups.map { _ in [:] }
        let pairs = groups.enumerated().flatMap { index, group in group.vms.map { ($0, [index]) } }
        groupsOfVM = Dictionary(pairs, uniquingKeysWith: +)
    }

    /// The places in ``groups`` of a VM's groups.
    func groups(of vm: VMID) -> [Int] {
        groupsOfVM.isEmpty ? [] : groupsOfVM[vm] ?? []
    }

    func isEmpty(_ group: Int) -> Bool { members[group].isEmpty }

    /// Whether a VM of the group is on the host at a place.
    func has(_ group: Int, at place: Int) -> Bool { members[group][place] != nil }

    /// Places of the hosts that VMs of the group are on.
    func places(of group: Int) -> [Int] { members[group].keys.sorted() }

    /// Whether one more VM of the group on a host would be as its rule for VMs says; a first VM is free.
    func permits(_ rule: AffinityRule, of group: Int, at place: Int) -> Bool {
        if isEmpty(group) { return true }
        return has(group, at: place) == rule.isPositive
    }

    mutating func add(_ vm: VMID, at place: Int) {
        for group in groups(of: vm) { members[group][place, default: 0] += 1 }
    }

    mutating func remove(_ vm: VMID, at place: Int) {
        for group in groups(of: vm) {
            let left = (members[group][place] ?? 0) - 1
            members[group][place] = left > 0 ? left : nil
        }
    }
}
