internal import Foundation
internal import Glibc
internal import SystemPackage

/// A small file that is replaced as a whole: after a crash it has its old content or its new one.
package struct ProtectedFile: Sendable {
    /// Who may read the file; only its owner may ever write it.
    package enum Readers: Sendable {
        /// Mode 0600: for keys.
        case owner
        /// Mode 0644.
        case everyone
    }

    package let path: String
    private let readers: Readers

    package init(path: String, readers: Readers) {
        self.path = path
        self.readers = readers
    }

    /// The content; nil only when there is no such file.
    package func read() throws -> String? {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            return nil
        }
    }

    /// Writes a new file beside the old one, makes sure that it is on the disk, and puts it in the old one's place.
    package func write(_ content: String) throws {
        let temporary = FilePath("\(path).\(getpid()).new")
        let file = try FileDescriptor.open(
            temporary, .writeOnly, options: [.create, .truncate, .noFollow, .closeOnExec], permissions: .ownerReadWrite)
        try file.closeAfter {
            try file.writeAll(content.utf8)
            if readers == .everyone { try check(fchmod(file.rawValue, 0o644)) }
            try check(fsync(file.rawValue))
        }
        try check(rename(temporary.string, path))
        try flushFolder()
    }

    private func flushFolder() throws {
        let folder = try FileDescriptor.open(FilePath(path).removingLastComponent(), .readOnly, options: .directory)
        try folder.closeAfter { try check(fsync(folder.rawValue)) }
    }

    private func check(_ result: Int32) throws {
        guard result == 0 else { throw Errno(rawValue: errno) }
    }
}

extension SigningKey {
    /// The key kept in a file that only its owner can read; made at the first call.
    package static func kept(at path: String) throws -> SigningKey {
        let file = ProtectedFile(path: path, readers: .owner)
        if let pem = try file.read() { return try SigningKey(pem: pem) }
        let key = SigningKey()
        try file.write(key.pem)
        return key
    }
}
