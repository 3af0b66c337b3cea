import DomainXML
import MortarModel
import Testing

@Suite struct AttachedDiskTests {
    /// As libvirt 9 describes a domain, with all that matters here.
    private func description(_ mirror: String = "") -> String {
        """
        <domain type='kvm' id='1'>
          <devices>
            <disk type='network' device='disk'>
              <driver name='qemu' type='raw' cache='none' discard='unmap'/>
              <source protocol='gluster' name='data-1/images/d1.raw' index='2'>
                <host name='10.0.1.11' port='24007'/>
              </source>
              \(mirror)
              <target dev='vda' bus='virtio'/>
              <serial>d1</serial>
            </disk>
            <disk type='file' device='disk'>
              <source file='/mounts/data-2/images/d2.raw' index='1'>
                <seclabel model='dac' relabel='no'/>
              </source>
              <backingStore/>
              <target dev='vdb' bus='virtio'/>
              <serial>d2</serial>
            </disk>
            <disk type='file' device='cdrom'>
              <target dev='sdz' bus='scsi'/>
            </disk>
            <serial type='pty'><source path='/dev/pts/1'/></serial>
          </devices>
        </domain>
        """
    }

    private let first = DiskSource.gluster(volume: "data-1", path: "images/d1.raw", servers: [])

    @Test func readsWhatADomainHas() throws {
        #expect(
            try AttachedDisk.all(in: description()) == [
                AttachedDisk(device: "vda", serial: "d1", source: first),
                AttachedDisk(device: "vdb", serial: "d2", source: .file("/mounts/data-2/images/d2.raw")),
                AttachedDisk(device: "sdz", serial: nil, source: nil),
            ])
    }

    @Test(arguments: [("", false), ("ready='yes'", true), ("ready='abort'", false)])
    func readsCopies(attribute: String, isReady: Bool) throws {
        let mirror = """
            <mirror type='network' job='copy' \(attribute)>
              <format type='raw'/>
              <source protocol='gluster' name='data-2/images/d1.raw' index='3'><host name='h' port='24007'/></source>
              <backingStore/>
            </mirror>
            """
        let disk = try #require(try AttachedDisk.all(in: description(mirror)).first)
        #expect(disk.source == first)
        let source = DiskSource.gluster(volume: "data-2", path: "images/d1.raw", servers: [])
        #expect(disk.copy == .init(source: source, isReady: isReady))
    }

    @Test(arguments: ["", "<domain>", "<domain><devices><disk>"]) func refusesIncompleteTexts(text: String) {
        #expect(throws: UnreadableDomain.self) { try AttachedDisk.all(in: text) }
    }

    @Test func describesCopiesAsTheVMWouldReachThem() {
        let copy = DomainDisk(
            id: DiskID(rawValue: "d1"),
            source: .gluster(volume: "data-2", path: "images/d1.raw", servers: ["h1", "h2"]))
        #expect(
            copy.copyDestination(device: "vda") == """
                <disk type="network" device="disk">
                  <driver name="qemu" type="raw" cache="none" error_policy="stop" discard="unmap" detect_zeroes="unmap"/>
                  <source protocol="gluster" name="data-2/images/d1.raw">
                    <host name="h1" port="24007"/>
                    <host name="h2" port="24007"/>
                  </source>
                  <target dev="vda"/>
                </disk>

                """)
        let file = DomainDisk(id: DiskID(rawValue: "d1"), source: .file("/mounts/data-2/images/d1.raw"))
        #expect(file.copyDestination(device: "vdb").contains("<source file=\"/mounts/data-2/images/d1.raw\">"))
    }
}
