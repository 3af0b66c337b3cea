import MortarModel

/// Few VMs on the host are better than many; half the score is gone with `HighVmCount` of them.
struct EvenVMsScorer: HostScorer {
    let unit = WeightUnit.evenVMs
    let highVMCount: Int

    func score(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Double {
        1 / (1 + Double(state.loads[place].vms) / Double(max(1, highVMCount)))
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        let count = state.loads[place].vms
        return count == 0 ? "has no other VM" : "has \(count) other VM\(count == 1 ? "" : "s")"
    }
}
