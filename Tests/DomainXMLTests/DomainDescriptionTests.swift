import DomainXML
import MortarModel
import Testing

@Suite struct DomainDescriptionTests {
    static let id = VMID(rawValue: "5d3b1c9e-8f6a-4f0e-9f0f-2f6f0c7a1b11")
    static let disk = DiskID(rawValue: "0a1b2c3d-0000-4000-8000-000000000001")

    @Test func describesAVMOnLibgfapi() {
        let description = DomainDescription(
            id: Self.id, name: "web & more", cpus: 2, memory: .mebibytes(512), acceleration: .kvm, access: .libgfapi,
            disks: [
                DomainDisk(
                    id: Self.disk,
                    source: .gluster(volume: "data-1", path: "images/a.raw", servers: ["10.0.1.11", "10.0.1.12"]))
            ],
            seed: .gluster(volume: "data-1", path: "images/a.raw.seed.iso", servers: ["10.0.1.11", "10.0.1.12"]),
            consoleLog: "/var/log/mortar/consoles/x.log")
        #expect(description.xml() == libgfapiXML)
    }

    @Test func describesAnEmulatedVMOnFUSE() {
        let description = DomainDescription(
            id: Self.id, name: "web", cpus: 1, memory: ByteCount(1_000_001), acceleration: .emulation, machine: .pc,
            access: .fuse,
            disks: [
                DomainDisk(id: Self.disk, source: .file("/m/a.raw"), bus: .virtioSCSI),
                DomainDisk(id: Self.disk, source: .file("/m/b.raw"), bus: .virtioSCSI),
            ],
            seed: .file("/m/seed.iso"), consoleLog: "/c")
        #expect(description.xml() == fuseXML)
    }

    @Test func onlyEmulatedVMsWithOneProcessorHaveRoomForAnother() {
        func processors(_ acceleration: DomainDescription.Acceleration, _ cpus: Int) -> Substring? {
            DomainDescription(
                id: Self.id, name: "web", cpus: cpus, memory: .zero, acceleration: acceleration, access: .fuse,
                disks: [], consoleLog: ""
            ).xml().split(separator: "\n").first { $0.contains("<vcpu") }
        }
        #expect(processors(.emulation, 1) == "  <vcpu current=\"1\">2</vcpu>")
        #expect(processors(.emulation, 2) == "  <vcpu>2</vcpu>")
        #expect(processors(.kvm, 1) == "  <vcpu>1</vcpu>")
    }

    @Test func libvirtGetsTheVMsOwnNameWhereItTakesIt() {
        func domainName(_ name: String) -> String {
            DomainDescription(
                id: Self.id, name: name, cpus: 1, memory: .zero, acceleration: .kvm, access: .fuse, disks: [],
                consoleLog: ""
            ).domainName
        }
        #expect(domainName("web-1.example_x") == "web-1.example_x")
        #expect(domainName("a/b\nc") == "a_b_c")
        #expect(domainName("") == Self.id.rawValue)
        #expect(domainName(" ") == Self.id.rawValue)
        #expect(domainName(String(repeating: "ä", count: 100)) == String(repeating: "ä", count: 64))
    }
}
