import MortarModel

/// What makes a host over-utilized, which is taken only when there is no other.
struct UtilizationLimits: Sendable {
    /// Busy processors of all, from 0 to 1.
    private let highUtilization: Double
    private let leastFreeMemory: Int64

    init(_ properties: SchedulingPolicy.Properties) {
        highUtilization = Double(properties.highUtilization) / 100
        leastFreeMemory = ByteCount.mebibytes(Int64(properties.maxFreeMemoryForOverUtilized)).bytes
    }

    /// Whether the host would be so with the VM.
    func areExceeded(_ load: HostLoad, with vm: VMDemand) -> Bool {
        load.utilization(with: vm) > highUtilization || load.freeMemory - vm.takenMemory.bytes < leastFreeMemory
    }

    /// What is to be added to a reason.
    func words(_ load: HostLoad, with vm: VMDemand) -> String {
        areExceeded(load, with: vm) ? ", which is over-utilized" : ""
    }
}

extension HostLoad {
    /// The share of its processors that would be busy with a VM, from 0 to 1.
    func utilization(with vm: VMDemand) -> Double { min(1, max(0, (load + vm.expectedLoad) / cpus)) }

    /// The share of its memory that would be free with a VM, from 0 to 1.
    func freeShare(with vm: VMDemand) -> Double {
        min(1, max(0, Double(freeMemory - vm.takenMemory.bytes) / Double(totalMemory)))
    }

    func cpuWords(with vm: VMDemand) -> String {
        "has \(Int((utilization(with: vm) * 100).rounded())) % of its processors busy with the VM"
    }

    func memoryWords(with vm: VMDemand) -> String {
        let free = ByteCount(max(0, freeMemory - vm.takenMemory.bytes))
        return "has \(free) of \(ByteCount(totalMemory)) free with the VM"
    }
}
