/// Something on a host that stands in the way of a deployment.
package struct PreflightProblem: Sendable, Hashable {
    package var host: String
    package var problem: String
    /// What to do about it.
    package var correction: String

    package init(host: String, problem: String, correction: String) {
        self.host = host
        self.problem = problem
        self.correction = correction
    }
}
