/// Something that did not end in time.
package struct NotInTime: Error {
    package let limit: Duration

    package init(limit: Duration) { self.limit = limit }
}

/// The result of `body` if it comes in time; otherwise throws ``NotInTime`` when `body`, which is cancelled, has ended.
package func within<Result: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw NotInTime(limit: limit)
        }
        defer { group.cancelAll() }
        return try await group.next()!
    }
}
