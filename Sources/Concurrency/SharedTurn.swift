/// Lets many callers through a stretch of work together, or one alone, in the order of arrival.
///
/// Whoever is let through may ask again inside to be let through with others, and is so at once.
package actor SharedTurn {
    @TaskLocal private static var held: Set<ObjectIdentifier> = []

    private struct Waiting {
        let isAlone: Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    private var isTaken = false
    private var sharers = 0
    private var waiting: [Waiting] = []

    package init() {}

    /// Runs `body` when all who came before are through, and nobody beside it. Never to be called inside ``share(_:)``.
    package nonisolated(nonsending) func take<Result>(
        _ body: nonisolated(nonsending) () async throws -> Result
    ) async rethrows -> Result {
        try await hold(alone: true, body)
    }

    /// Runs `body` when nobody works alone, beside others who share.
    package nonisolated(nonsending) func share<Result>(
        _ body: nonisolated(nonsending) () async throws -> Result
    ) async rethrows -> Result {
        if Self.held.contains(ObjectIdentifier(self)) { return try await body() }
        return try await hold(alone: false, body)
    }

    private nonisolated(nonsending) func hold<Result>(
        alone: Bool, _ body: nonisolated(nonsending) () async throws -> Result
    ) async rethrows -> Result {
        await enter(alone: alone)
        do {
            let result = try await Self.$held.withValue(Self.held.union([ObjectIdentifier(self)])) { try await body() }
            await leave(alone: alone)
            return result
        } catch {
            await leave(alone: alone)
            throw error
        }
    }

    private func enter(alone: Bool) async {
        if waiting.isEmpty, isFree(alone) { return begin(alone) }
        await withCheckedContinuation { waiting.append(Waiting(isAlone: alone, continuation: $0)) }
    }

    private func leave(alone: Bool) {
        if alone { isTaken = false } else { sharers -= 1 }
        while let next = waiting.first, isFree(next.isAlone) {
            begin(next.isAlone)
            waiting.removeFirst().continuation.resume()
        }
    }

    private func isFree(_ alone: Bool) -> Bool { !isTaken && (!alone || sharers == 0) }

    private func begin(_ alone: Bool) {
        if alone { isTaken = true } else { sharers += 1 }
    }
}
