import Foundation
import Logging
import SystemPackage

/// The kernel's messages, each told once, from the oldest that it still has.
final class KernelMessages: Sendable {
    private let file: FileDescriptor

    /// Throws where they cannot be read.
    ///
    /// - Parameter path: must lead to a device: containers have a pipe in its place, on which nothing ever comes.
    init(path: String = "/dev/kmsg") throws {
        file = try FileDescriptor.open(FilePath(path), .readOnly, options: [.nonBlocking, .closeOnExec])
        guard try file.stat().type == .characterSpecial else {
            try file.close()
            throw Errno.noSuchAddressOrDevice
        }
    }

    deinit {
        // Nothing was written, so nothing is lost by a failure.
        try? file.close()
    }

    /// Nil where they cannot be read, which is told in the log.
    static func ifReadable(_ logger: Logger) -> KernelMessages? {
        do {
            return try KernelMessages()
        } catch {
            logger.info("the kernel's messages cannot be read", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// What came since the last call.
    func new() throws -> [String] {
        var messages: [String] = []
        while true {
            do {
                // The longest record (CONSOLE_EXT_LOG_MAX in kernel/printk).
                let record = try [UInt8](unsafeUninitializedCapacity: 8 << 10) { buffer, count in
                    count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
                }
                if record.isEmpty { return messages }
                if let text = Self.text(of: String(decoding: record, as: UTF8.self)) { messages.append(text) }
            } catch Errno.resourceTemporarilyUnavailable {
                return messages
            } catch Errno.brokenPipe {
                // Some were overwritten before they were read; the next ones can be.
                continue
            }
        }
    }

    /// `6,339,5140900,-;message`, and lines with a blank before them that say which device it is about (Documentation/ABI/testing/dev-kmsg).
    static func text(of record: String) -> String? {
        guard let semicolon = record.firstIndex(of: ";") else { return nil }
        return String(record[record.index(after: semicolon)...].prefix { $0 != "\n" })
    }
}
