import Glibc
import MortarModel

/// A lock on a file that ends with the process which holds it, however that ends.
final class FileLock: Sendable {
    private let path: String
    private let descriptor: Int32

    /// Takes the lock, or returns nil when another process has it. Throws a `Failure` when the file cannot be made.
    init?(path: String) throws {
        self.path = path
        while true {
            let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                throw fileFailure(path)
            }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                close(descriptor)
                return nil
            }
            if Self.isStill(descriptor, at: path) {
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    deinit {
        // Removed while it is held: whoever opened it before sees that the path leads elsewhere and tries again.
        unlink(path)
        close(descriptor)
    }

    private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
        var opened = stat()
        var found = stat()
        return fstat(descriptor, &opened) == 0 && stat(path, &found) == 0 && opened.st_ino == found.st_ino
    }
}
