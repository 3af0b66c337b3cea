import AgentAPI
import EngineCore
import Foundation
import MortarModel
import Testing

@Suite struct SplitBrainChoiceTests {
    static func copy(
        _ content: String?, size: Int64 = 4, modified: Double = 0, access: String = "0:0 644", blames: Set<Int> = [],
        isFile: Bool = true
    ) -> BrickCopy {
        BrickCopy(
            gfid: "g", isFile: isFile, size: ByteCount(size), modified: Date(timeIntervalSince1970: modified),
            access: access, name: nil, blames: blames, checksum: content)
    }

    static func place(_ host: Int, isArbiter: Bool = false) -> SplitBrain.Place {
        .init(brick: VolumeBrick(host: "h\(host)", directory: "/b"), isArbiter: isArbiter)
    }

    /// - Parameter parts: of each, the copies of three bricks.
    func file(_ parts: [BrickCopy?]..., arbiter: Bool = false) -> SplitBrain {
        SplitBrain(
            id: "g", path: "images/x.raw", places: [Self.place(1), Self.place(2), Self.place(3, isArbiter: arbiter)],
            parts: parts.enumerated().map { .init(gfid: "g\($0.offset)", copies: $0.element) })
    }

    func refusal(_ choice: SplitBrainChoice, _ file: SplitBrain) throws -> String? {
        try #require(throws: Failure.self) { try choice.place(of: file) }.cause
    }

    let a = copy("a", modified: 1)
    let b = copy("b", modified: 2)
    let c = copy("c", modified: 3)

    @Test func takesWhatTwoOfThreeBricksHave() throws {
        #expect(try SplitBrainChoice.majority.place(of: file([a, b, b])) == 1)
        #expect(try SplitBrainChoice.majority.place(of: file([b, a, b])) == 0)
        #expect(file([a, b, b]).versions.map(\.agreeing) == [1, 2, 2])
    }

    @Test func threeVersionsHaveNoMajority() throws {
        #expect(try refusal(.majority, file([a, b, c])) == "No version is what most bricks agree on.")
        #expect(try refusal(.majority, file([a, b, nil])) != nil)
    }

    @Test func whatWasNotReadAgreesWithNothing() throws {
        #expect(try refusal(.majority, file([a, Self.copy(nil), Self.copy(nil)])) != nil)
        let others = [Self.copy("b", access: "0:0 600"), Self.copy("b", size: 5)]
        #expect(try refusal(.majority, file([b] + others)) != nil)
    }

    @Test func anImageIsOfOneVersionInAllItsShards() throws {
        #expect(try SplitBrainChoice.majority.place(of: file([a, b, b], [c, a, a])) == 1)
        #expect(try refusal(.majority, file([a, b, b], [b, a, b])) != nil)
        #expect(try SplitBrainChoice.majority.place(of: file([a, b, b], [a, b, b], [c, c, c])) == 1)
    }

    @Test func anArbiterAgreesWithWhomItDoesNotBlame() throws {
        let first = Self.copy("a", blames: [1])
        let second = Self.copy("b", blames: [0])
        let witness = Self.copy("", size: 0, blames: [0])
        #expect(try SplitBrainChoice.majority.place(of: file([first, second, witness], arbiter: true)) == 1)
        let torn = Self.copy("", size: 0, blames: [0, 1])
        #expect(try refusal(.majority, file([first, second, torn], arbiter: true)) != nil)
    }

    @Test func anArbiterHasNoVersionToTake() throws {
        let witness = Self.copy("", size: 0, modified: 9)
        #expect(try SplitBrainChoice.newest.place(of: file([a, b, witness], arbiter: true)) == 1)
        #expect(try refusal(.source(Self.place(3).brick), file([a, b, witness], arbiter: true)) != nil)
    }

    @Test func takesTheNewestOverAllShards() throws {
        #expect(try SplitBrainChoice.newest.place(of: file([a, b, c])) == 2)
        let later = Self.copy("a", modified: 9)
        #expect(try SplitBrainChoice.newest.place(of: file([a, b, c], [later, b, c])) == 0)
    }

    @Test func twoThatAreAsNewAndDifferAreNotToldApart() throws {
        let other = Self.copy("x", modified: 3)
        #expect(try refusal(.newest, file([a, other, c])) == "No version is newer than the others.")
        #expect(try SplitBrainChoice.newest.place(of: file([a, c, c])) == 1)
    }

    @Test func takesTheBiggest() throws {
        #expect(try SplitBrainChoice.biggest.place(of: file([a, Self.copy("b", size: 9), c])) == 1)
        #expect(try refusal(.biggest, file([a, b, c])) == "No version is bigger than the others.")
    }

    @Test func onlyAVersionThatIsWholeCanBeTaken() throws {
        #expect(try SplitBrainChoice.newest.place(of: file([a, b, nil])) == 1)
        let folder = Self.copy(nil, modified: 9, isFile: false)
        #expect(try refusal(.newest, file([folder, folder, folder])) == "No brick has a whole version of it.")
        #expect(try refusal(.source(Self.place(3).brick), file([a, b, nil])) != nil)
        #expect(try SplitBrainChoice.source(Self.place(2).brick).place(of: file([a, b, nil])) == 1)
    }
}
