extension SchedulingPolicy {
    /// What all built-in policies weigh alike: local copies most, then wishes of affinity groups, then the reserve.
    private static let shared: [Weight] = [
        Weight(.localReplica, factor: 10), Weight(.vmAffinity, factor: 5), Weight(.hostAffinity, factor: 5),
        Weight(.haReserve, factor: 2),
    ]

    /// Moves nothing by itself; takes the host with the most memory left.
    package static let none = SchedulingPolicy(
        id: .init(rawValue: "b4ed2332-a7ac-4d5f-9596-99a439cb2812"), name: "none",
        weights: shared + [Weight(.evenMemory, factor: 2)])

    /// Spreads load on processors and memory.
    package static let evenlyDistributed = SchedulingPolicy(
        id: .init(rawValue: "20d25257-b4bd-4589-92a6-c4c5c5d3fd1a"), name: "evenly_distributed",
        weights: shared + [Weight(.evenCPU, factor: 2), Weight(.evenMemory, factor: 2)])

    /// Spreads VMs by their number.
    package static let vmEvenlyDistributed = SchedulingPolicy(
        id: .init(rawValue: "8d5d7bec-68de-4a67-b53e-0ac54686d579"), name: "vm_evenly_distributed",
        weights: shared + [Weight(.evenVMs, factor: 4)])

    /// Packs VMs onto few hosts.
    package static let powerSaving = SchedulingPolicy(
        id: .init(rawValue: "5a2b0939-7d46-4b73-a469-e9c2c7fc6a53"), name: "power_saving",
        weights: shared + [Weight(.packedCPU, factor: 2), Weight(.packedMemory, factor: 2)])

    /// With oVirt's names and identities.
    package static let builtIn = [none, evenlyDistributed, vmEvenlyDistributed, powerSaving]
}
