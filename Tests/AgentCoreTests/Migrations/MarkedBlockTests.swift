import Testing

@testable import AgentCore

@Suite struct MarkedBlockTests {
    private let settings = [("key_file", "\"/k\""), ("tls_no_verify", "0")].map { (name: $0.0, value: $0.1) }

    @Test(arguments: ["", "a = 1\n", "a = 1", "#key_file = \"/x\"\n"])
    func addsABlockAndTakesItBack(_ text: String) throws {
        let changed = try MarkedBlock.text(text, with: settings)
        #expect(changed.hasPrefix(text))
        #expect(changed.contains("\nkey_file = \"/k\"\ntls_no_verify = 0\n"))
        #expect(try MarkedBlock.text(changed, with: settings) == changed)
        let back = try MarkedBlock.text(changed, with: [])
        #expect(back == (text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"))
    }

    @Test func keepsWhatFollowsTheBlock() throws {
        let changed = try MarkedBlock.text("a = 1\n", with: settings) + "b = 2\n"
        #expect(try MarkedBlock.text(changed, with: []) == "a = 1\nb = 2\n")
    }

    @Test func ofABlockWithoutEndOnlyTheMarkGoes() throws {
        let cut = "# begin of settings managed by Mortar\nkey_file = \"/k\"\n"
        #expect(try MarkedBlock.text(cut, with: []) == "key_file = \"/k\"\n")
    }

    @Test(arguments: ["key_file=\"/own\"\n", "  key_file = \"/own\""])
    func refusesASettingThatSomebodyMade(_ text: String) {
        #expect(throws: TakenSetting.self) { try MarkedBlock.text(text, with: settings) }
    }
}
