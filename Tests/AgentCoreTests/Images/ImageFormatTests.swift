import MortarModel
import Testing

@testable import AgentCore

@Suite struct ImageFormatTests {
    /// The first 80 bytes of an image that `qemu-img create -f qcow2` of QEMU 7.2 makes, 10 MiB large.
    static func qcow2(
        version: UInt8 = 3, backing: UInt8 = 0, encryption: UInt8 = 0, features: UInt8 = 0
    ) -> [UInt8] {
        var header: [UInt8] = Array("QFI".utf8) + [0xFB, 0, 0, 0, version] + [0, 0, 0, 0, 0, 0, 2, backing]
        if backing == 0 { header[14] = 0 }
        header += [0, 0, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0xA0, 0, 0, 0, 0, 0, encryption]
        header += [UInt8](repeating: 0, count: 43) + [features]
        return header
    }

    @Test func recognisesQcow2AndItsSize() {
        #expect(ImageFormat(start: Self.qcow2()) == .qcow2(virtualSize: 10 << 20, obstacle: nil))
        #expect(ImageFormat(start: Self.qcow2(version: 2)) == .qcow2(virtualSize: 10 << 20, obstacle: nil))
    }

    @Test func seesWhatIsNotWholeInItself() {
        func obstacle(_ header: [UInt8]) -> String? {
            if case .qcow2(_, let obstacle) = ImageFormat(start: header) { obstacle } else { nil }
        }
        #expect(obstacle(Self.qcow2(backing: 0x10)) == "it builds upon another image")
        #expect(obstacle(Self.qcow2(encryption: 2)) == "it is encrypted")
        #expect(obstacle(Self.qcow2(features: 4)) == "its data is in another file")
        #expect(obstacle(Self.qcow2(features: 1)) == nil)
    }

    @Test(arguments: [
        ("KDMV\u{1}", "VMDK"), ("# Disk DescriptorFile\nversion=1", "VMDK"), ("vhdxfile", "VHDX"),
        ("conectix", "VHD"), ("<<< Oracle VM VirtualBox Disk Image >>>", "VDI"), ("QED\0", "QED"),
    ])
    func refusesOtherFormatsByName(start: String, name: String) {
        #expect(ImageFormat(start: Array(start.utf8)) == .unsupported(name))
    }

    @Test func damagedHeadersAreNoImages() {
        #expect(ImageFormat(start: Array(Self.qcow2().prefix(20))) == .unsupported("damaged qcow2"))
        #expect(ImageFormat(start: Self.qcow2(version: 1)) == .unsupported("qcow version 1"))
        var huge = Self.qcow2()
        huge[24] = 0xFF
        #expect(ImageFormat(start: huge) == .unsupported("damaged qcow2"))
    }

    @Test func everythingElseIsRaw() {
        #expect(ImageFormat(start: [0xEB, 0x63, 0x90]) == .raw)
        #expect(ImageFormat(start: [0]) == .raw)
        #expect(ImageFormat(start: Array("QFI".utf8)) == .raw)
    }
}
