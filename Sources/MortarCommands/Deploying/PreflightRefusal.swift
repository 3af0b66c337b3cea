import Deployment

/// Everything that stands in the way of a deployment; nothing was changed.
struct PreflightRefusal: Error {
    let problems: [PreflightProblem]

    /// A table with a line for each problem.
    var lines: [String] {
        Table(problems.map { problem in
            Record([
                ("host", .text(problem.host)), ("problem", .text(problem.problem)), ("to do", .text(problem.correction)),
            ])
        }).lines
    }
}
