import Foundation
import MortarModel
import Placement
import Workflow

/// Replacements that failed and are still remembered as jobs.
struct RepairAttempts {
    /// In seconds.
    private static let longestPause: TimeInterval = 3_600
    private static let pause = RetryPause(first: 10, longest: longestPause)

    private var failures: [ReplicaSetID: [(new: Brick, ended: Date)]] = [:]

    init(_ inventory: Inventory) {
        for record in inventory.workflows where record.workflowKind == ReplaceBrick.kind {
            // What another version wrote counts for nothing.
            guard case .failed = record.phase, let ended = record.job.ended,
                let workflow = try? JSONDecoder().decode(ReplaceBrick.self, from: record.state)
            else { continue }
            failures[workflow.set.id, default: []].append((workflow.new, ended))
        }
    }

    /// Whether a replacement onto this device failed.
    func failed(on device: ReplacementPlanner.Candidate, for set: ReplicaSet) -> Bool {
        failures[set.id]?.contains { $0.new.hostID == device.hostID && $0.new.device == device.device } ?? false
    }

    /// When the next attempt may be made: after a failure later each time, up to an hour.
    func next(for set: ReplicaSet) -> Date {
        let own = failures[set.id, default: []].sorted { $0.ended < $1.ended }
        guard let last = own.last?.ended else { return .distantPast }
        let recent = own.count { last.timeIntervalSince($0.ended) < 6 * Self.longestPause }
        return last + Self.pause.after(recent)
    }
}
