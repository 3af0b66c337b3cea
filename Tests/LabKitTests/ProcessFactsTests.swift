import Testing

@testable import LabKit

@Suite struct ProcessFactsTests {
    static let folder = HostFolder(path: "/var/lib/mortar-lab/demo/hosts/h1")
    static let overlay = """
        2544 2509 0:163 / / rw,relatime shared:855 - overlay overlay rw,lowerdir=/base,\
        upperdir=/var/lib/mortar-lab/demo/hosts/h1/upper,workdir=/var/lib/mortar-lab/demo/hosts/h1/work,uuid=on
        2545 2544 0:199 / /tmp rw,nosuid,nodev shared:872 - tmpfs tmpfs rw,size=2468412k
        """

    static func process(_ id: Int32, pids: String, arguments: [String], mounts: String = overlay) -> ProcessFacts {
        let line = arguments.map { $0 + "\0" }.joined()
        return ProcessFacts(id: id, status: "Name:\tx\nNSpid:\t\(pids)\n", commandLine: line, mounts: mounts)
    }

    static let machine = "22 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard"

    @Test func theLeaderIsTheFirstProcessInTheHostsTree() {
        let table = ProcessTable([
            Self.process(1, pids: "1", arguments: ["init"], mounts: Self.machine),
            Self.process(9, pids: "9 40", arguments: ["glusterd"]),
            Self.process(7, pids: "7\t1", arguments: ["/sbin/init"]),
        ])
        #expect(table.leader(of: Self.folder) == 7)
        #expect(table.leader(of: HostFolder(path: "/var/lib/mortar-lab/demo/hosts/h11")) == nil)
    }

    @Test func aFirstProcessOnTheMachinesOwnTreeLeadsNoHost() {
        let table = ProcessTable([Self.process(7, pids: "7 1", arguments: ["sh"], mounts: Self.machine)])
        #expect(table.leader(of: Self.folder) == nil)
    }

    @Test func whatStartsAHostIsFoundByItsTree() {
        let argument = HostBoot.directoryArgument(Self.folder)
        let table = ProcessTable([
            Self.process(5, pids: "5", arguments: ["systemd-nspawn", argument], mounts: Self.machine),
            Self.process(6, pids: "6", arguments: ["systemd-nspawn", argument + "2"], mounts: Self.machine),
            Self.process(8, pids: "8", arguments: ["grep", "x\(argument)"], mounts: Self.machine),
        ])
        #expect(table.processes(withArgument: argument) == [5])
    }

    @Test func aZombieIsNothing() {
        let zombie = ProcessFacts(id: 3, status: "NSpid:\t3\n", commandLine: "", mounts: "")
        #expect(zombie.arguments.isEmpty && zombie.rootUpperFolder == nil && !zombie.leadsNamespace)
    }

    @Test func readsFilesOfTheKernelToTheirEnd() throws {
        let maps = try #require(kernelFile("/proc/self/maps"))
        #expect(maps.utf8.count > 4096)
        #expect(maps.contains("[stack]"))
        #expect(kernelFile("/proc/self/no-such-file") == nil)
    }
}
