import Foundation
import HostCommand
import HostCommandTesting
import Testing

@testable import GlusterKit

/// Answers recorded on a brick of GlusterFS 10.3.
@Suite struct CopiesTests {
    static let image = "ce76c0e9-e54d-4df8-9182-b6e9acc3f7ee"
    static let shard = "621e3c36-2ec3-40a1-9846-ff7812247b6c"
    static let missing = "00000000-e54d-4df8-9182-b6e9acc3f7ee"
    static let root = "/b/brick/.glusterfs"

    func brick() -> ScriptedCommands {
        let commands = ScriptedCommands()
        let found = """
            \(Self.root)/62/1e/\(Self.shard)\tregular file\t4194304\t1795650479.903025529\t0:0\t644
            \(Self.root)/ce/76/\(Self.image)\tregular file\t4194304\t1795650457.312436265\t64055:64055\t600

            """
        commands.answer(
            "stat",
            CommandOutput(
                status: 1, standardOutput: found, standardError: "stat: cannot statx: No such file or directory"))
        commands.answer(
            "getfattr",
            """
            # file: \(Self.root)/62/1e/\(Self.shard)
            trusted.afr.v-client-0=0x000000010000000000000000
            trusted.afr.v-client-2=0x000000000000000000000000
            trusted.gfid2path.921edd895f9013c5=0x62653331383633382d653861302d346336642d393737642d3761393337616138343830362f63653736633065392d653534642d346466382d393138322d6236653961636333663765652e31

            # file: \(Self.root)/ce/76/\(Self.image)
            trusted.afr.v-client-0=0x000000000000000100000000
            trusted.afr.v-client-1=0x000000000000000000000001
            trusted.gfid2path.326c052bf435d84d=0x62376637653134322d303862302d343235612d613866622d6532636565643262303735352f6431

            """)
        commands.answer(
            "sha256sum", "746f8195  \(Self.root)/62/1e/\(Self.shard)\n47b73658  \(Self.root)/ce/76/\(Self.image)\n")
        return commands
    }

    @Test func tellsWhatEachCopyIsAndWhomItBlames() async throws {
        let copies = try await GlusterCopies(brick(), directory: "/b/brick").copies(of: [
            Self.image, Self.missing, Self.shard,
        ])
        #expect(copies.map(\.gfid) == [Self.image, Self.shard])
        #expect(copies.map(\.name) == ["d1", "\(Self.image).1"])
        #expect(copies.map(\.blames) == [[0, 1], [0]])
        #expect(copies.map(\.checksum) == ["47b73658", "746f8195"])
        #expect(copies[0].owner == "64055:64055" && copies[0].mode == "600" && copies[0].size == 4_194_304)
        #expect(copies[0].modified < copies[1].modified)
    }

    @Test func looksForNothingButIdentities() async throws {
        let commands = brick()
        #expect(try await GlusterCopies(commands, directory: "/b").copies(of: ["../../etc", "", "x"]).isEmpty)
        #expect(commands.lines.isEmpty)
    }

    @Test func aLargeFileAndALinkAreNotRead() async throws {
        let commands = ScriptedCommands()
        commands.answer(
            "stat",
            """
            \(Self.root)/62/1e/\(Self.shard)\tregular file\t1099511627776\t1.5\t0:0\t644
            \(Self.root)/ce/76/\(Self.image)\tsymbolic link\t55\t1.5\t0:0\t777

            """)
        commands.answer("getfattr", "")
        let copies = try await GlusterCopies(commands, directory: "/b/brick").copies(of: [Self.shard, Self.image])
        #expect(copies.map(\.checksum) == [nil, nil])
        #expect(!commands.lines.contains { $0.hasPrefix("sha256sum") })
        #expect(!commands.lines.contains { $0.hasPrefix("getfattr") && $0.contains(Self.image) })
    }
}
