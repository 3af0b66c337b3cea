import MortarModel
import Synchronization
import Workflow

/// A workflow that writes down what it does and fails where it is told to.
struct Diary: Workflow {
    final class Context: Sendable {
        private let written = Mutex<[String]>([])
        private let failing: Set<String>

        init(failing: Set<String> = []) { self.failing = failing }

        var lines: [String] { written.withLock(\.self) }

        func write(_ line: String) throws {
            written.withLock { $0.append(line) }
            if failing.contains(line) { throw Failure(.toolFailed, line) }
        }
    }

    static let kind = "diary"
    static let steps = [step("a"), step("b"), step("c")]

    var done: [String] = []
    var title: String { "Writing a diary" }

    private static func step(_ name: String) -> WorkflowStep<Diary> {
        WorkflowStep(
            name,
            { diary, context in
                try context.write(name)
                diary.done.append(name)
            },
            undo: .by { _, context in try context.write("undo \(name)") })
    }
}
