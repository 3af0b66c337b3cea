/// The guard's answer: yes, or no with every reason.
package struct GuardVerdict: Sendable, Hashable {
    /// One reason against an action.
    package struct Refusal: Sendable, Hashable {
        /// As users read it, as a sentence.
        package var reason: String
        /// What would make it a yes, as a sentence.
        package var remedy: String

        package init(_ reason: String, remedy: String) {
            self.reason = reason
            self.remedy = remedy
        }
    }

    /// Empty for yes.
    package var refusals: [Refusal]

    package init(refusals: [Refusal]) {
        self.refusals = refusals
    }

    package var isAllowed: Bool { refusals.isEmpty }
}
