import Foundation
import OVirtAPI

extension JobRepresentation {
    /// Its steps, or itself where it has none; after a failure also that what was done is being taken back, which can take long.
    var progressSteps: [ProgressStep] {
        guard let steps, !steps.isEmpty else {
            return [ProgressStep(description ?? "Job", .init(status), elapsed: elapsed(started, ended))]
        }
        let shown = steps.map { step in
            ProgressStep(
                [step.description ?? "Step", step.detail].compactMap(\.self).joined(separator: ": "),
                .init(step.status), fraction: step.progress.map { Double($0) / 100 },
                elapsed: elapsed(step.started, step.ended))
        }
        guard steps.contains(where: { $0.status == "failed" }) else { return shown }
        return shown + [ProgressStep("Take back what was done", ended == nil ? .running : .done)]
    }

    /// By the engine's clock where it has ended, otherwise by this machine's.
    private func elapsed(_ began: Date?, _ ended: Date?) -> Duration? {
        began.map { .milliseconds(max(0, Int((ended ?? .now).timeIntervalSince($0) * 1000))) }
    }
}

extension ProgressStep.State {
    /// Of oVirt's status of a job or a step.
    fileprivate init(_ status: String?) {
        switch status {
        case "started": self = .running
        case "finished": self = .done
        case "failed", "aborted": self = .failed
        default: self = .waiting
        }
    }
}
