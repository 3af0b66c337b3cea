import DomainXML
import MortarModel
import Testing

@Suite struct ChangedAccessTests {
    private static let servers = ["10.0.1.11", "10.0.1.12"]

    private func description(_ access: DiskAccess) -> DomainDescription {
        DomainDescription(
            id: DomainDescriptionTests.id, name: "web & \"more\"", cpus: 2, memory: .mebibytes(512),
            acceleration: .kvm, access: access,
            disks: ["a", "b"].map { name in
                DomainDisk(id: DomainDescriptionTests.disk, source: source("images/\(name).raw", access))
            },
            seed: source("images/a.raw.seed.iso", access), consoleLog: "/var/log/mortar/consoles/x.log")
    }

    private func source(_ path: String, _ access: DiskAccess) -> DiskSource {
        switch access {
        case .libgfapi: .gluster(volume: "data-1", path: path, servers: Self.servers)
        case .fuse: .file("/mounts/data-1/\(path)")
        }
    }

    private func changed(_ xml: String, to access: DiskAccess) throws -> String {
        try DomainDescription.changing(xml, to: access) { old in
            switch old {
            case .gluster(_, let path, _): source(path, access)
            case .file(let file): source(String(file.dropFirst("/mounts/data-1/".count)), access)
            }
        }
    }

    /// The same text whether a VM is described for an access or changed to it: nothing else is touched, nothing forgotten.
    @Test(arguments: [(DiskAccess.libgfapi, DiskAccess.fuse), (.fuse, .libgfapi)])
    func aChangedDomainIsThatOfTheOtherAccess(old: DiskAccess, new: DiskAccess) throws {
        let result = try changed(description(old).xml(), to: new)
        #expect(try result == changed(description(new).xml(), to: new))
        #expect(try result != changed(description(old).xml(), to: old))
        #expect(try DomainSummary(parsing: result)?.access == new)
        #expect(try DomainSummary(parsing: result)?.name == "web & \"more\"")
    }

    @Test func whatLibvirtAddedStays() throws {
        let xml = """
            <domain type='kvm' id='3'><devices>
              <disk type='network' device='disk'>
                <driver name='qemu' type='raw' cache='none' discard='unmap'/>
                <source protocol='gluster' name='data-1/a.raw' index='2'><host name='h' port='24007'/></source>
                <backingStore/>
                <target dev='vda' bus='virtio'/>
                <address type='pci' domain='0x0000' bus='0x02' slot='0x00' function='0x0'/>
              </disk>
              <disk type='file' device='cdrom'><target dev='sdz' bus='scsi'/></disk>
            </devices></domain>
            """
        let result = try changed(xml, to: .fuse)
        #expect(try AttachedDisk.all(in: result).map(\.source) == [.file("/mounts/data-1/a.raw"), nil])
        #expect(result.contains(#"<address type="pci" domain="0x0000" bus="0x02" slot="0x00" function="0x0">"#))
        #expect(result.contains(#"io="threads""#) && !result.contains("gluster") && !result.contains("24007"))
    }

    @Test func refusesATextThatEndsTooEarly() {
        let text = String(description(.fuse).xml().dropLast(20))
        #expect(throws: UnreadableDomain.self) { try changed(text, to: .libgfapi) }
    }
}
