import SystemPackage

/// The whole content of one of the kernel's files below `/proc`; nil when there is none, or no more.
///
/// They tell no size and give a page at a time. Foundation takes the first page for all of it.
func kernelBytes(_ path: String) throws -> [UInt8]? {
    do {
        let file = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec])
        return try file.closeAfter { try readToEnd(file) }
    } catch let error as Errno where error == .noSuchFileOrDirectory || error == .noSuchProcess {
        return nil
    }
}

private func readToEnd(_ file: FileDescriptor) throws -> [UInt8] {
    var content: [UInt8] = []
    while true {
        let piece = try [UInt8](unsafeUninitializedCapacity: 16 << 10) { buffer, count in
            count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        if piece.isEmpty { return content }
        content += piece
    }
}
