import Foundation
import Placement
import Testing

@Suite struct HealthThresholdTests {
    @Test func everyThresholdHasASource() {
        #expect(HealthThresholds.all.allSatisfy { !$0.source.isEmpty && !$0.measure.isEmpty })
        #expect(Set(HealthThresholds.all).count == HealthThresholds.all.count)
    }

    /// The page is what operators read: it has a line for each threshold, and no others.
    @Test func thePageForOperatorsHasTheSameTable() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/operator/device-health.md")
        let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").map(String.init)
        let rows = lines.filter { $0.hasPrefix("| ") }.dropFirst()
        let table = HealthThresholds.all.map { threshold in
            "| \(threshold.measure) | \(threshold.limitText) | \(threshold.verdict.findingName) | \(threshold.source) |"
        }
        #expect(Array(rows) == table)
    }
}
