import DomainXML
import Testing

@Suite struct DomainHardwareTests {
    private func domain(type: String, cpu: String) -> String {
        """
        <domain type='\(type)' id='1'><name>web</name>
        <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os>\(cpu)<devices/></domain>
        """
    }

    @Test func readsWhatAGuestOfTheProcessorNeeds() throws {
        let cpu = "<cpu mode='custom' match='exact' check='full'><model fallback='forbid'>EPYC</model></cpu>"
        let hardware = try DomainHardware(parsing: domain(type: "kvm", cpu: cpu))
        #expect(!hardware.isEmulated && hardware.machine == "pc-q35-7.2")
        let processor = try #require(hardware.processor)
        #expect(processor.hasPrefix("<cpu ") && processor.contains(">EPYC</model>"))
    }

    @Test func readsAnEmulatedGuestWithoutAProcessor() throws {
        let hardware = try DomainHardware(parsing: domain(type: "qemu", cpu: ""))
        #expect(hardware == DomainHardware(isEmulated: true, machine: "pc-q35-7.2", processor: nil))
    }

    @Test(arguments: ["", "<domain", "<domain type='kvm'/>", "<domain><os><type machine='pc'/></os></domain>"])
    func refusesWhatIsNoDomain(_ xml: String) {
        #expect(throws: UnreadableDomain.self) { try DomainHardware(parsing: xml) }
    }
}
