import AgentAPI
import HostCommandTesting
import Testing

@testable import AgentCore

@Suite struct DirectoriesTests {
    private func host(_ files: [String: String] = [:], target: String, source: String) -> ScriptedCommands {
        let host = ScriptedCommands(files: files)
        func listing(_ target: String, _ source: String) -> String {
            #"{"filesystems":[{"target":"\#(target)","source":"\#(source)","fstype":"xfs","options":"rw"}]}"#
        }
        host.answer("findmnt --json --first-only", listing(target, source))
        host.answer("findmnt --json --bytes", listing("/var/lib/mortar/bricks/b1", "/dev/sdb"))
        return host
    }

    @Test func aDirectoryThatIsMissingIsJudgedByTheFolderAboveIt() async throws {
        let host = host(["/srv/one/lost": ""], target: "/srv/one", source: "/dev/sdc")
        let facts = try await Directories(host).facts("/srv/one/a/b")
        #expect(facts.content == .missing && facts.mountPoint == "/srv/one" && !facts.isOnRoot && !facts.isOwnBrick)
        #expect(host.lines.contains { $0.hasSuffix("--target /srv/one") })
    }

    @Test func tellsWhatIsInADirectory() async throws {
        let empty = host(["/srv/b/.": ""], target: "/srv", source: "/dev/sdc")
        empty.answer("find /srv/b", "")
        #expect(try await Directories(empty).facts("/srv/b").content == .empty)
        empty.answer("find /srv/b", "/srv/b/x\n")
        #expect(try await Directories(empty).facts("/srv/b").content == .used)
        let brick = host(["/srv/b/.glusterfs/health_check": ""], target: "/srv", source: "/dev/sdc")
        #expect(try await Directories(brick).facts("/srv/b").content == .brick)
    }

    @Test func aDeviceOfMortarsIsKnownWhereverItIsMounted() async throws {
        let host = host(target: "/srv", source: "/dev/sdb")
        #expect(try await Directories(host).facts("/srv/b").isOwnBrick)
    }
}
