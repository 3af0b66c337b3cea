import Foundation
@preconcurrency import Glibc
import Synchronization

/// Where a command writes: results on one side, progress and complaints on the other.
package struct Terminal: Sendable {
    /// Takes text for standard output.
    package let write: @Sendable (String) -> Void
    /// Takes text for standard error.
    package let complain: @Sendable (String) -> Void
    /// Whether a person watches standard error, so that lines may be redrawn.
    package let isWatched: Bool
    /// Columns and rows now.
    package let size: @Sendable () -> (columns: Int, rows: Int)

    package init(
        write: @escaping @Sendable (String) -> Void, complain: @escaping @Sendable (String) -> Void,
        isWatched: Bool = false, size: @escaping @Sendable () -> (columns: Int, rows: Int) = { (80, 24) }
    ) {
        self.write = write
        self.complain = complain
        self.isWatched = isWatched
        self.size = size
    }

    /// The process's own.
    package static let standard = Terminal(
        write: { FileDescriptorOutput(STDOUT_FILENO).write(Array($0.utf8)) },
        complain: { FileDescriptorOutput(STDERR_FILENO).write(Array($0.utf8)) },
        isWatched: isatty(STDERR_FILENO) == 1, size: { windowSize(of: STDERR_FILENO) })

    /// The one in use; tests put another one in its place.
    @TaskLocal package static var current = standard
}

/// Writes to a file descriptor without a buffer, so that what is written is seen at once.
struct FileDescriptorOutput: Sendable {
    private let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Writes all of it; what a reader that has gone away no longer takes is dropped.
    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&poller, 1, -1)
            } else if errno != EINTR {
                return
            }
        }
    }
}

private func windowSize(of descriptor: Int32) -> (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
}
