import Testing

/// The rules catch what they are there for.
struct RuleTests {
    let architecture = Architecture.ofMortar

    @Test(arguments: [
        ("MortarModel", "HostCommand"), ("AgentAPI", "AgentClient"), ("EngineCore", "EngineServer"),
        ("Placement", "Workflow"), ("EngineCore", "mortar_agent"), ("AgentClient", "AgentServer"),
        ("SimulatedAgent", "AgentCore"),
    ])
    func anArrowThatGoesUpOrAside(_ target: String, _ module: String) {
        #expect(architecture.objection(to: target, importing: module) != nil)
    }

    @Test(arguments: [
        ("EngineCore", "GRDB"), ("AgentCore", "Hummingbird"), ("GlusterKit", "Subprocess"), ("AgentCore", "CLibvirt"),
        ("EngineCore", "AsyncHTTPClient"), ("AgentServer", "X509"), ("mortar", "HummingbirdTLS"),
    ])
    func anImportBesideTheDoor(_ target: String, _ module: String) {
        #expect(architecture.objection(to: target, importing: module) != nil)
    }

    @Test(arguments: [
        ("GlusterKit", "MortarModel"), ("EngineCore", "GlusterKit"), ("EngineCore", "HostCommand"),
        ("HostCommand", "MortarModel"), ("EngineCore", "AgentClient"),
    ])
    func aKitThatKnowsMortarAndAnEngineThatKnowsKits(_ target: String, _ module: String) {
        #expect(architecture.objection(to: target, importing: module) != nil)
    }

    @Test(arguments: [
        ("EngineServer", "EngineCore"), ("AgentClient", "AgentAPI"), ("GlusterKit", "HostCommand"),
        ("MortarStore", "GRDB"), ("mortar-agent", "AgentCore"), ("AgentCore", "GlusterKit"),
        ("Placement", "Foundation"),
        ("AgentServer", "Hummingbird"),
    ])
    func whatIsRightPasses(_ target: String, _ module: String) {
        #expect(architecture.objection(to: target, importing: module) == nil)
    }

    @Test func aTargetWithoutLayer() {
        #expect(architecture.objection(to: "Utilities", importing: "Foundation") != nil)
    }

    @Test func importsAreFoundHoweverTheyAreWritten() {
        let file = SourceFile(
            target: "EngineCore", path: "",
            text: """
                import A
                package import B
                @preconcurrency internal import C
                @testable import D
                  import struct E.Part
                public import F.Sub // why
                // import G
                let text = "import H"
                @_spi(Inside) import I
                """)
        #expect(file.imports == ["A", "B", "C", "D", "E", "F", "I"])
    }

    @Test func aClockInAPureRuleIsFound() {
        let file = SourceFile(target: "Placement", path: "", text: "// Date()\nlet now = Date()\n")
        #expect(file.impurities == ["Date()"])
    }
}
