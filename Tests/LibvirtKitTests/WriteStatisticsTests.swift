import Testing

@testable import LibvirtKit

@Suite struct WriteStatisticsTests {
    /// What libvirt 9 tells of a QEMU domain.
    private let counters: [String: Int64] = [
        "wr_operations": 7, "wr_bytes": 28_672, "wr_total_times": 1_000_000_007, "rd_operations": 9, "rd_bytes": 1,
        "rd_total_times": 2, "flush_operations": 3, "flush_total_times": 4,
    ]

    @Test func takesTheWritesOfAllCounters() {
        #expect(WriteStatistics(counters) == WriteStatistics(requests: 7, nanoseconds: 1_000_000_007))
    }

    @Test(arguments: ["wr_operations", "wr_total_times"]) func isNothingWhereOneIsNotCounted(name: String) {
        #expect(WriteStatistics(counters.filter { $0.key != name }) == nil)
    }
}
