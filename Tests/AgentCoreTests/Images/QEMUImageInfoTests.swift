import MortarModel
import Testing

@testable import AgentCore

@Suite struct QEMUImageInfoTests {
    /// As `qemu-img info --output=json` of QEMU 7.2 prints it, with more fields as they come.
    static func json(_ more: String = "", data: String = "", format: String = "qcow2") -> String {
        """
        {
            \(more)
            "virtual-size": 10485760,
            "filename": "/mnt/a.upload",
            "cluster-size": 65536,
            "format": "\(format)",
            "actual-size": 200704,
            "format-specific": {
                "type": "qcow2",
                "data": {
                    \(data)
                    "compat": "1.1",
                    "compression-type": "zlib",
                    "lazy-refcounts": false,
                    "refcount-bits": 16,
                    "corrupt": false,
                    "extended-l2": false
                }
            },
            "dirty-flag": false
        }
        """
    }

    private func refusal(_ json: String, limit: ByteCount = .gibibytes(1)) throws -> String? {
        let info = try QEMUImageInfo(json: json)
        do {
            try info.refuseWhatCannotBeTaken(limit: limit, name: "image v/a")
            return nil
        } catch let failure as Failure {
            return failure.message
        }
    }

    @Test func takesAnImageOfItsOwn() throws {
        #expect(try QEMUImageInfo(json: Self.json()).virtualSize == 10 << 20)
        #expect(try refusal(Self.json()) == nil)
        #expect(try refusal(Self.json(), limit: .mebibytes(10)) == nil)
    }

    @Test func refusesWhatIsNotWholeInItself() throws {
        let backing = #""backing-filename-format": "qcow2", "backing-filename": "plain.qcow2","#
        #expect(try refusal(Self.json(backing))?.contains("builds upon another") == true)
        #expect(try refusal(Self.json(#""encrypted": true,"#))?.contains("encrypted") == true)
        #expect(try refusal(Self.json(data: #""data-file": "data.raw","#))?.contains("another file") == true)
        #expect(try refusal(Self.json(format: "vmdk"))?.contains("vmdk") == true)
    }

    @Test func refusesWhatDoesNotFit() throws {
        #expect(try refusal(Self.json(), limit: .mebibytes(9))?.contains("needs 10 MiB, the disk has 9 MiB") == true)
    }

    @Test func refusesWhatItCannotRead() {
        #expect(throws: (any Error).self) { try QEMUImageInfo(json: "{}") }
    }
}
