import Foundation

extension BaseBuild {
    /// Runs the installation and meanwhile shows how far it is.
    func whileReporting(_ work: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await work() }
            group.addTask {
                while true {
                    try await Task.sleep(for: .milliseconds(500))
                    await report.show("Build the base system", fraction: fraction)
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// A package that is fetched counts one third, one that is set up the rest.
    private var fraction: Double {
        let status = FileManager.default.contents(atPath: "\(folder)/var/lib/dpkg/status") ?? Data()
        let text = String(decoding: status, as: UTF8.self)
        let installed = text.ranges(of: "Status: install ok installed").count
        let fetched = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/var/cache/apt/archives")) ?? []
        let known = max(fetched.count, installed)
        return min(0.99, Double(known + 2 * installed) / Double(3 * BaseRecipe.expectedPackages))
    }
}
