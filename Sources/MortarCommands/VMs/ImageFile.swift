import Foundation
import MortarModel

/// A disk image on this machine.
struct ImageFile: Sendable, Equatable {
    let path: String
    /// Bytes of the file.
    let size: Int64
    /// Bytes of the disk that it describes.
    let virtualSize: Int64

    /// Looks into a file: qcow2 by its header, anything else is taken as raw.
    init(path: String) throws(Failure) {
        self.path = path
        let header: Data
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            size = Int64(try file.seekToEnd())
            try file.seek(toOffset: 0)
            header = try file.read(upToCount: 32) ?? Data()
            try file.close()
        } catch {
            throw Failure(
                .invalid, "The image \(path) cannot be read.", cause: error.words,
                correction: "Check the file and that it is yours to read.")
        }
        if size == 0 {
            throw Failure(.invalid, "The image \(path) is empty.", correction: "Give a raw or qcow2 image.")
        }
        virtualSize = try Self.virtualSize(path, header) ?? size
    }

    /// Of a qcow2 header: magic `QFI\xfb` at 0, version at 4, size at 24, all big-endian (QEMU's docs/interop/qcow2).
    private static func virtualSize(_ path: String, _ header: Data) throws(Failure) -> Int64? {
        guard header.count == 32, header.starts(with: [0x51, 0x46, 0x49, 0xFB]) else { return nil }
        let number = header[24..<32].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let size = Int64(exactly: number), size > 0 else {
            throw Failure(
                .invalid, "The image \(path) has a broken qcow2 header.", correction: "Give a raw or qcow2 image.")
        }
        return size
    }
}
