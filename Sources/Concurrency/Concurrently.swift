/// Does something with every element at once and returns the results in the elements' order.
///
/// Waits for all of them, also when one fails; then throws the first failure.
package func concurrently<Element: Sendable, Result: Sendable>(
    _ elements: some Sequence<Element>, _ body: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
    let outcomes = await withTaskGroup { group in
        for (index, element) in elements.enumerated() {
            group.addTask { (index, await outcome { try await body(element) }) }
        }
        return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    return try outcomes.sorted { $0.key < $1.key }.map { try $0.value.get() }
}

private func outcome<Value>(_ body: () async throws -> Value) async -> Result<Value, any Error> {
    do {
        return .success(try await body())
    } catch {
        return .failure(error)
    }
}
