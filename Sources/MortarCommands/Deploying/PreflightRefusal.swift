import Deployment

/// Everything that stands in the way of a deployment; nothing was changed.
struct PreflightRefusal: Error {
    let problems: [PreflightProblem]

    /// A table with a line for each problem.
    var lines: [String] {
        Table(
            problems.map { problem in
                var record = Record()
                record.add("host", problem.host)
                record.add("problem", problem.problem)
                record.add("to do", problem.correction)
                return record
            }
        ).lines
    }
}
