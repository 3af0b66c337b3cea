import Testing

@testable import LabKit

/// Output of the real tools on Debian 12, shortened.
@Suite struct ToolOutputTests {
    @Test func readsLoopDevices() throws {
        let output = """
            {
               "loopdevices": [
                  {
                     "name": "/dev/loop1",
                     "back-file": "/var/lib/mortar-lab/demo/hosts/h1/disk1.img"
                  },{
                     "name": "/dev/loop19",
                     "back-file": "/tmp/gone.img (deleted)"
                  },{
                     "name": "/dev/loop20",
                     "back-file": null
                  }
               ]
            }
            """
        let first = LoopDevice(device: "/dev/loop1", file: "/var/lib/mortar-lab/demo/hosts/h1/disk1.img")
        #expect(try LoopDevice.list(from: output) == [first, LoopDevice(device: "/dev/loop19", file: "/tmp/gone.img")])
    }

    @Test(arguments: ["", "\n", "{\"loopdevices\": []}"])
    func readsThatThereAreNoLoopDevices(_ output: String) throws {
        #expect(try LoopDevice.list(from: output) == [])
    }

    @Test func readsMountPoints() throws {
        let output = """
            {
               "filesystems": [
                  {
                     "target": "/"
                  },{
                     "target": "/var/lib/mortar-lab/dev/hosts/h3/root"
                  }
               ]
            }
            """
        #expect(try Mounts.points(from: output) == ["/", "/var/lib/mortar-lab/dev/hosts/h3/root"])
    }

    @Test func readsInterfaces() throws {
        let output = """
            [{"ifindex":1,"ifname":"lo","flags":["LOOPBACK","UP"],"operstate":"UNKNOWN","addr_info":[
            {"family":"inet","local":"127.0.0.1","prefixlen":8,"scope":"host","label":"lo"},
            {"family":"inet6","local":"::1","prefixlen":128,"scope":"host"}]},
            {"ifindex":50,"link_index":3,"ifname":"ml-dev-s1","mtu":1500,"qdisc":"tbf","master":"ml-dev-s",
            "operstate":"UP","link_netnsid":11,"addr_info":[]}]
            """
        let interfaces = try MachineInterface.list(from: output)
        #expect(interfaces.map(\.name) == ["lo", "ml-dev-s1"])
        #expect(interfaces.map(\.bridge) == [nil, "ml-dev-s"])
        #expect(interfaces[0].prefixes.map(\.description) == ["127.0.0.0/8"])
    }

    @Test func readsRoutesAndLeavesTheDefaultRouteAlone() throws {
        let output = """
            [{"dst":"default","gateway":"192.0.2.1","dev":"eth0","flags":[]},
            {"dst":"10.90.0.0/16","dev":"hbr0","protocol":"kernel","scope":"link","prefsrc":"10.90.0.1","flags":[]},
            {"type":"unreachable","dst":"10.91.0.7","flags":[]}]
            """
        let routes = try MachineRoute.list(from: output)
        #expect(routes.map { $0.overlaps(try! Subnet("10.90").prefix(.storage)) } == [false, true, false])
        #expect(routes.map { $0.overlaps(try! Subnet("10.91").prefix(.management)) } == [false, false, true])
    }

    @Test func keepsTheAptSettingsThatReachOtherTrees() {
        let dump = """
            APT::Architecture "amd64";
            Acquire "";
            Acquire::http "";
            Acquire::http::Proxy "http://proxy:3128";
            Acquire::Check-Date "false";
            Acquire::IndexTargets::deb::DEP-11-icons::DefaultEnabled "false";
            Dir "/";
            """
        #expect(
            AptSettings(dump: dump).lines == [
                "Acquire::http::Proxy \"http://proxy:3128\";", "Acquire::Check-Date \"false\";",
            ])
    }

    @Test func findsTheKernelBehindTheMetapackage() {
        let description = """
            Package: linux-image-cloud-amd64
            Provides: linux-latest-modules-6.1.0-56-cloud-amd64, wireguard-modules (= 1.0.0)
            Depends: linux-image-6.1.0-56-cloud-amd64 (= 6.1.192-2)
            Description: Linux for x86-64 cloud (meta-package)
            """
        #expect(KernelPackages.kernelImage(in: description) == "linux-image-6.1.0-56-cloud-amd64")
        #expect(KernelPackages.kernelImage(in: "Package: x\nDepends: y\n") == nil)
    }
}
