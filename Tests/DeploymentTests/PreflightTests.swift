import BlockDeviceKit
import Deployment
import Foundation
import HostNetworkKit
import MortarModel
import Testing

@Suite struct PreflightTests {
    private func request(
        _ hosts: [String] = ["10.0.0.1", "10.0.0.2", "10.0.0.3"], copies: Redundancy = .threeCopies,
        storage: String? = "10.0.1.0/24", devices: [String]? = nil, wipe: [String] = []
    ) throws -> DeployRequest {
        DeployRequest(
            hosts: hosts, storageNetwork: try storage.map { try #require(Subnet($0)) },
            devices: devices?.compactMap { .init($0) }, wipe: wipe.compactMap { .init($0) }, storageDomain: "data",
            redundancy: copies, password: "secret", packages: "/packages")
    }

    private func device(_ path: String, _ use: DeviceUse) -> SurveyedDevice {
        let device = BlockDevice(
            kernelName: String(path.dropFirst(5)), path: path, kind: "disk", size: 8 << 30)
        return SurveyedDevice(device: device, stablePath: path, use: use)
    }

    /// A host in which nothing stands in the way.
    private func probe(_ index: Int, use: DeviceUse = .blank) -> HostProbe {
        var probe = HostProbe(address: "10.0.0.\(index)")
        probe.isRoot = true
        probe.hostname = "h\(index)"
        probe.system = "debian"
        probe.systemVersion = "12"
        probe.packages = [
            "glusterfs-server": "10.3-5", "libvirt-daemon-system": "9.0.0-4+deb12u2",
            "qemu-system-x86": "1:7.2+dfsg-7",
        ]
        probe.interfaces = [
            .init(name: "eth0", addresses: [.init(address: "10.0.0.\(index)", prefixLength: 24)]),
            .init(name: "eth1", addresses: [.init(address: "10.0.1.\(index)", prefixLength: 24)]),
        ]
        probe.availableMemory = 4 << 30
        probe.devices = [device("/dev/sdb", use)]
        return probe
    }

    @Test func findsNothingOnGoodHosts() throws {
        #expect(try Preflight(request()).problems([probe(1), probe(2), probe(3)]).isEmpty)
    }

    @Test func tellsAllProblemsOfAllHostsAtOnce() throws {
        var first = probe(1)
        first.isRoot = false
        first.systemVersion = "11"
        first.clockSkew = -7
        first.availableMemory = 1 << 20
        first.listeningPorts = [443, 54400]
        var second = probe(2)
        second.packages = ["qemu-system-x86": "1:5.2"]
        let third = HostProbe(address: "10.0.0.3", unreachable: "Permission denied (publickey).")
        let problems = try Preflight(request()).problems([first, second, third])
        #expect(problems.count { $0.host == "h1" } == 6)
        #expect(problems.count { $0.host == "h2" } == 3)
        #expect(
            problems.filter { $0.host == "10.0.0.3" }.map(\.problem) == [
                "SSH does not get in: Permission denied (publickey)."
            ])
        #expect(problems.allSatisfy { !$0.correction.isEmpty })
    }

    @Test func portsOfAnEarlierAttemptAreNoProblem() throws {
        var first = probe(1)
        first.listeningPorts = [443, 54400]
        first.agentAuthority = "ca"
        first.engineAuthority = "ca"
        #expect(try Preflight(request()).problems([first, probe(2), probe(3)]).isEmpty)
    }

    @Test func wantsTheStorageNetworkWholeAndOfOneSize() throws {
        var first = probe(1)
        first.unreachablePeers = ["10.0.1.2"]
        var second = probe(2)
        second.interfaces[1].mtu = 9000
        var third = probe(3)
        third.interfaces.removeLast()
        let problems = try Preflight(request()).problems([first, second, third]).map { "\($0.host): \($0.problem)" }
        #expect(problems.contains("h1: A packet of full size does not reach 10.0.1.2 on the storage network."))
        #expect(problems.contains("h2: The MTU of eth1 is 9000, on h1 it is 1500."))
        #expect(problems.contains("h3: It has no address in the storage network 10.0.1.0/24."))
    }

    @Test func refusesStrangersHosts() throws {
        var first = probe(1)
        first.poolPeers = ["10.0.1.2", "printer"]
        var second = probe(2)
        second.agentAuthority = "another"
        let problems = try Preflight(request()).problems([first, second, probe(3)]).map(\.problem)
        #expect(problems.contains("It is in a trusted pool with printer."))
        #expect(problems.contains("It belongs to another Mortar cluster, or to one that is gone."))
    }

    @Test func refusesTwoHostsOfOneName() throws {
        var second = probe(2)
        second.hostname = "h1"
        let problems = try Preflight(request()).problems([probe(1), second, probe(3)])
        #expect(problems.count == 2)
    }

    @Test func aDeviceWithDataIsNotTakenUnlessItIsNamed() throws {
        let hosts = [probe(1), probe(2, use: .occupied("ext4 file system")), probe(3)]
        let problems = try Preflight(request()).problems(hosts)
        #expect(problems.map(\.host) == ["h2"])
        #expect(problems[0].problem.contains("/dev/sdb: ext4 file system"))
        #expect(try Preflight(request(wipe: ["h2:/dev/sdb"])).problems(hosts).isEmpty)
    }

    @Test func namedDevicesMustBeThereAndBlank() throws {
        let hosts = [probe(1), probe(2, use: .occupied("mounted on /")), probe(3)]
        let named = ["h1:/dev/sdz", "h2:/dev/sdb", "h3:/dev/sdb", "h9:/dev/sdb"]
        let problems = try Preflight(request(devices: named)).problems(hosts)
        #expect(problems.map(\.host) == ["h1", "h2", "h9"])
    }

    @Test func bricksOfAnEarlierAttemptAreToldAndNoProblem() throws {
        let brick = DeviceUse.own(.init(uuid: "1", path: "/dev/sdb", mountPoints: [], isOnLVM: false))
        let hosts = [probe(1), probe(2, use: brick), probe(3)]
        #expect(try Preflight(request()).problems(hosts).isEmpty)
        let told = Preflight.leftovers(hosts)
        #expect(told.count == 1 && told[0].hasPrefix("h2 has bricks") && told[0].contains("/dev/sdb"))
        var member = probe(3, use: brick)
        member.agentAuthority = "ca"
        #expect(Preflight.leftovers([member]).isEmpty)
    }

    @Test func oneHostIsDeployedWithOneCopy() throws {
        #expect(
            try Preflight(request(["10.0.0.1"])).problems([probe(1)]).map(\.correction) == [
                "For one host give --copies 1."
            ])
        #expect(try Preflight(request(["10.0.0.1"], copies: .oneCopy)).problems([probe(1)]).isEmpty)
    }

    @Test(arguments: ["", "h1", "h1:", ":/dev/sdb", "h1:sdb", "h1:/tmp/x"])
    func refusesWhatIsNoDeviceOfAHost(text: String) {
        #expect(DeployRequest.NamedDevice(text) == nil)
    }

    @Test func zonesOfOtherHostsAreAProblem() throws {
        var request = try request()
        request.zones = try ["h1=rack-a", "10.0.0.2=rack-b", "h9=rack-c"].map(NamedZone.init(parsing:))
        let problems = Preflight(request).problems([probe(1), probe(2), probe(3)])
        #expect(problems.map(\.host) == ["h9"])
    }

    @Test(arguments: ["", "h1", "h1=", "=rack-a", "h1= "]) func refusesWhatIsNoZoneOfAHost(text: String) {
        let failure = #expect(throws: Failure.self) { try NamedZone(parsing: text) }
        #expect(failure?.correction?.isEmpty == false)
    }
}
