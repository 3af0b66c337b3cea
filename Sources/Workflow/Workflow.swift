/// A bounded request with several steps, somebody waiting, and state of its own that survives the engine.
///
/// The value is that state: it is stored after every step, and a new leader goes on with it. The first step reserves what
/// the request needs (one transaction), the middle ones touch hosts and write nothing, the last one commits.
package protocol Workflow: Codable, Sendable {
    /// What the steps work with.
    associatedtype Context: Sendable

    /// The name under which it is stored; never changes.
    static var kind: String { get }
    /// In order. A step may be added at the end of a kind's list, never moved.
    static var steps: [WorkflowStep<Self>] { get }

    /// What is being done, as users read it: `Creating storage domain data`.
    var title: String { get }
}

/// One step of a workflow: idempotent, because it is run again when the engine died in it.
package struct WorkflowStep<Subject: Workflow>: Sendable {
    package typealias Action = @Sendable (inout Subject, Subject.Context) async throws -> Void

    package enum Undo: Sendable {
        /// Takes back what the step did, or began to do; idempotent as well.
        case by(Action)
        /// There is nothing to take back, because of what the text says.
        case nothing(because: String)
    }

    /// As users read it: `Make bricks`.
    package var name: String
    package var action: Action
    package var undo: Undo

    package init(_ name: String, _ action: @escaping Action, undo: Undo) {
        self.name = name
        self.action = action
        self.undo = undo
    }
}
