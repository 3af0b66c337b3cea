import MortarModel

/// A host must have the VM's memory left, and what QEMU takes beside it.
struct MemoryFilter: HostFilter {
    let unit = FilterUnit.memory

    func admits(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Bool {
        state.loads[place].freeMemory >= vm.takenMemory.bytes
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        let left = ByteCount(max(0, state.loads[place].freeMemory))
        return "has \(left) of memory left, \(vm.takenMemory) is wanted"
    }

    func filter(_ places: inout [Int], for vm: VMDemand, in state: PlacementState) {
        let wanted = vm.takenMemory.bytes
        state.loads.withUnsafeBufferPointer { loads in places.removeAll { loads[$0].freeMemory < wanted } }
    }
}
