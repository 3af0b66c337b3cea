import Testing

@testable import OVirtAPI

private let resources: [any Resource.Type] = [
    APIRepresentation.self, DataCenterRepresentation.self, ClusterRepresentation.self, HostRepresentation.self,
    BlockDeviceRepresentation.self, VMRepresentation.self, DiskRepresentation.self, DiskAttachmentRepresentation.self,
    StorageDomainRepresentation.self, ReplicaSetRepresentation.self, VolumeOptionRepresentation.self,
    GlusterVolumeRepresentation.self,
    BrickRepresentation.self, EventRepresentation.self, JobRepresentation.self, StepRepresentation.self,
    ActionRepresentation.self, FaultRepresentation.self, SplitBrainRepresentation.self,
    AffinityGroupRepresentation.self, PlacementRepresentation.self, SchedulingPolicyRepresentation.self,
    PolicyFilterRepresentation.self,
    PolicyWeightRepresentation.self,
]

@Suite struct RoundTripTests {
    @Test(arguments: resources)
    func whatIsWrittenIsReadBackTheSame(type: any Resource.Type) throws {
        for seed in 0..<40 { try roundTrip(type, seed: UInt64(seed)) }
    }

    private func roundTrip<R: Resource>(_ type: R.Type, seed: UInt64) throws {
        let xml = try ArbitraryFiller.make(type, seed: seed)
        #expect(try MediaType.xml.decode(type, from: MediaType.xml.encode(xml)) == xml)
        let json = try ArbitraryFiller.make(type, seed: seed, controlCharacters: true)
        #expect(try MediaType.json.decode(type, from: MediaType.json.encode(json)) == json)
        for media in MediaType.allCases {
            #expect(try media.decode(listOf: type, from: media.encode(list: [xml, xml])) == [xml, xml])
            #expect(try media.decode(listOf: type, from: media.encode(list: [R]())) == [])
        }
    }

    @Test func anObjectGivenInFullInsteadOfAReferenceIsReadInFull() throws {
        var disk = DiskRepresentation()
        disk.name = "d1"
        disk.provisionedSize = 1 << 30
        disk.storageDomains = [Linked(name: "data")]
        var attachment = DiskAttachmentRepresentation()
        attachment.disk = Linked(disk)
        for media in MediaType.allCases {
            let read = try media.decode(DiskAttachmentRepresentation.self, from: media.encode(attachment))
            #expect(read.disk?.content == disk)
        }
    }
}
