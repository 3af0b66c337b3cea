import EngineCore
import MortarModel
import Testing

@Suite struct VolumeOptionsTests {
    @Test(arguments: Redundancy.allCases)
    func everyOptionIsStatedOnceAndHasAReason(redundancy: Redundancy) {
        let options = VolumeOptions.options(for: redundancy)
        #expect(Set(options.map(\.name)).count == options.count)
        #expect(options.allSatisfy { !$0.reason.isEmpty && !$0.value.isEmpty })
    }

    /// GlusterFS refuses some replication options on a volume that is not replicated.
    @Test func aSingleCopyHasNoOptionsOfReplication() {
        #expect(!VolumeOptions.options(for: .oneCopy).contains { $0.name.hasPrefix("cluster.") })
        #expect(
            VolumeOptions.options(for: .threeCopies).contains { $0.name == "cluster.quorum-type" && $0.value == "auto" }
        )
    }
}
