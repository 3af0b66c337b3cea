import Foundation
import MortarModel
import Testing

@Suite struct ZoneTests {
    @Test(arguments: ["rack-a", "  rack-a\n", "Raum 3, Schrank Ä", String(repeating: "z", count: 64)])
    func takesWhiteSpaceOffTheEnds(text: String) throws {
        #expect(try Zone(parsing: text).rawValue == text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test(arguments: ["", "   ", "a\nb", "a\u{0}b", String(repeating: "z", count: 65)])
    func refusesWhatCannotBeAZone(text: String) {
        let failure = #expect(throws: Failure.self) { try Zone(parsing: text) }
        #expect(failure?.correction?.contains("1 to 64 characters") == true)
    }

    @Test func isStoredAsAText() throws {
        let host = Host(
            name: "h1", clusterID: .init(rawValue: "c"), address: "10.0.0.1", storageAddress: "10.0.0.1", status: .up,
            agentKeyFingerprint: "", zone: try Zone(parsing: "rack-a"))
        let stored = try JSONEncoder().encode(host)
        #expect(String(decoding: stored, as: UTF8.self).contains(#""zone":"rack-a""#))
        #expect(try JSONDecoder().decode(Host.self, from: stored) == host)
    }
}
