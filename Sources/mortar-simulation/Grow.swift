import ArgumentParser
import Foundation

/// What growth copies, in clusters so small that the least possible is known.
struct Grow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grow",
        abstract: "Compare what growth copies with the least possible, and with a rebalance; prints bytes as JSON.")

    @Option(help: "Random cases.")
    var cases = 100

    func validate() throws {
        if cases < 1 { throw ValidationError("At least 1 case is needed.") }
    }

    func run() throws {
        let random = SmallGrowth.atRandom(cases)
        let all = SmallGrowth.oneByOne(to: 6) + [GrowthComparison("\(cases) random cases", sumOf: random)]
        print(String(decoding: try JSONEncoder().encode(all), as: UTF8.self))
    }
}
