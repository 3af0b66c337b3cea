import Concurrency
import Synchronization
import Testing

@Suite struct SharedTurnTests {
    /// Who is through, and who was with whom.
    private final class Book: Sendable {
        private let inside = Mutex<Set<Int>>([])
        private let meetings = Mutex<[Set<Int>]>([])

        func enter(_ id: Int) {
            let now = inside.withLock { inside in
                inside.insert(id)
                return inside
            }
            meetings.withLock { $0.append(now) }
        }

        func leave(_ id: Int) { inside.withLock { _ = $0.remove(id) } }
        var all: [Set<Int>] { meetings.withLock { $0 } }
    }

    @Test func manyShareAndOneIsAlone() async {
        let (turn, book) = (SharedTurn(), Book())
        await withDiscardingTaskGroup { group in
            for id in 0..<400 {
                group.addTask {
                    let stay = {
                        book.enter(id)
                        for _ in 0..<(id % 7) { await Task.yield() }
                        book.leave(id)
                    }
                    if id % 5 == 0 { await turn.take(stay) } else { await turn.share(stay) }
                }
            }
        }
        #expect(book.all.count == 400)
        #expect(book.all.allSatisfy { met in met.count == 1 || !met.contains { $0 % 5 == 0 } })
    }

    /// Two that wait for each other inside can only both be through if they share.
    @Test func sharersAreThroughTogether() async {
        let turn = SharedTurn()
        let (first, second) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
        await withDiscardingTaskGroup { group in
            group.addTask {
                await turn.share {
                    first.continuation.finish()
                    for await _ in second.stream {}
                }
            }
            group.addTask {
                await turn.share {
                    second.continuation.finish()
                    for await _ in first.stream {}
                }
            }
        }
    }

    @Test func whoIsThroughMayShareAgain() async {
        let turn = SharedTurn()
        let alone = await turn.take { await turn.share { "alone" } }
        // One who waits to be alone must not keep out one who is in already.
        let (waits, goesOn) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
        async let later = turn.share {
            waits.continuation.finish()
            for await _ in goesOn.stream {}
            return await turn.share { "again" }
        }
        for await _ in waits.stream {}
        async let last = turn.take { "last" }
        goesOn.continuation.finish()
        #expect(await [alone, later, last] == ["alone", "again", "last"])
    }

    @Test func afterAFailureTheNextIsThrough() async {
        struct Refusal: Error {}
        let turn = SharedTurn()
        await #expect(throws: Refusal.self) { try await turn.take { throw Refusal() } }
        await #expect(throws: Refusal.self) { try await turn.share { throw Refusal() } }
        #expect(await turn.take { true })
    }
}
