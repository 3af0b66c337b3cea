import AgentAPI
import EngineCore
import Foundation
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@testable import MortarCommands

@Suite struct HealCommandTests {
    static let gfid = "ce76c0e9-e54d-4df8-9182-b6e9acc3f7ee"

    @Test func listsHealsShowsVersionsAndTakesOne() async throws {
        try await CommandFixture.with { fixture in
            let list = await fixture.mortar("heal", "list")
            #expect(list.lines.first?.hasPrefix("NAME") == true && list.lines.count == 3)
            #expect(await fixture.mortar("storage", "set", "data", "--split-brain-policy", "manual").status == 0)
            #expect(await fixture.mortar("storage", "show", "data").output.contains(/Split brain policy: +manual\n/))

            let copies = ["a", "b", "b"].map { content in
                BrickCopy(
                    gfid: Self.gfid, isFile: true, size: .mebibytes(4), modified: Date(timeIntervalSince1970: 0),
                    access: "", name: nil, blames: [], checksum: content)
            }
            fixture.cluster.setSplitBrain("data-1", .init(gfid: Self.gfid, path: "/images/x.raw"), copies: copies)
            fixture.engine.context.store.observe { $0.volumes["data-1"]?.healObserved = nil }
            _ = try await fixture.engine.context.store.first { $0.observations.volumes["data-1"]?.splitBrains.first }
            let shown = await fixture.mortar("heal", "show", "data-1")
            #expect(shown.output.contains("images/x.raw"), "\(shown.output)\(shown.errors)")
            #expect(await fixture.mortar("heal", "resolve", "data-1", "images/y.raw", "--newest").status == 2)
            #expect(await fixture.mortar("heal", "resolve", "data-1", "images/x.raw").status == 2)
            let done = await fixture.mortar("heal", "resolve", "data-1", "images/x.raw", "--source", "h1")
            #expect(done.status == 0, "\(done.errors)")
            #expect(fixture.cluster.resolutions.map(\.gfid) == [Self.gfid])
            #expect(await fixture.mortar("heal", "show", "no-such-set").status == 2)
        }
    }
}
