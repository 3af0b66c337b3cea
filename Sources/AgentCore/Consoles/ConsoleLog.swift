import Glibc
import SystemPackage

/// What a guest prints, as virtlogd keeps it: the newest in `PATH`, before it `PATH.0`, `PATH.1` and so on.
///
/// virtlogd starts a new file every 2 MiB and keeps three old ones, unless the host is set up otherwise.
struct ConsoleLog {
    private let path: String
    /// What is still to be read, oldest first; the last one may still grow.
    private var files: [LogFile] = []

    static let pieceSize = 64 << 10

    /// - Parameter history: begin with the oldest that is kept, or with what comes from now on.
    init(path: String, history: Bool) throws {
        self.path = path
        guard let newest = try LogFile(path) else { return }
        files = [newest]
        guard history else {
            try newest.file.seek(offset: 0, from: .end)
            return
        }
        // From new to old: a file that was renamed meanwhile is met a second time rather than missed.
        var number = 0
        while let older = try LogFile("\(path).\(number)") {
            if !files.contains(older) { files.insert(older, at: 0) }
            number += 1
        }
    }

    /// Removes what is kept of an earlier stay of a guest: whoever follows it reads all from its arrival on.
    static func forget(_ path: String) throws {
        var number = 0
        while unlink("\(path).\(number)") == 0 { number += 1 }
        try remove([path])
    }

    /// The next bytes; nil when there are none now.
    mutating func read() throws -> [UInt8]? {
        while let oldest = files.first {
            let bytes = try [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
                count = try oldest.file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if !bytes.isEmpty { return bytes }
            guard try goOn() else { return nil }
        }
        guard let first = try LogFile(path) else { return nil }
        files = [first]
        return try read()
    }

    /// Leaves a file that has been read for the next one; false when it is the one that may still grow.
    ///
    /// A file is only left when a newer one was there before its end was read once more.
    private mutating func goOn() throws -> Bool {
        if files.count > 1 {
            files.removeFirst()
            return true
        }
        guard let newest = try LogFile(path), newest != files[0] else { return false }
        files.append(newest)
        return true
    }
}

/// An open file, equal to another one when both are the same file of the disk.
private final class LogFile: Equatable {
    let file: FileDescriptor
    private let inode: Inode

    /// Nil when there is no such file.
    init?(_ path: String) throws {
        let opened: FileDescriptor
        do {
            opened = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec, .noFollow])
        } catch let error as Errno where error == .noSuchFileOrDirectory {
            return nil
        }
        do {
            inode = try opened.stat().inode
        } catch {
            try opened.close()
            throw error
        }
        file = opened
    }

    deinit { Glibc.close(file.rawValue) }

    static func == (left: LogFile, right: LogFile) -> Bool { left.inode == right.inode }
}
