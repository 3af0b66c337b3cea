import AgentAPI
import Foundation

import struct SystemPackage.FilePath
import struct SystemPackage.Stat

/// What a brick's mounted file system answers.
struct BrickAnswer: Sendable, Hashable {
    /// Why it does no work any more; nil while it does. The same words for the same reason at all times.
    var failure: String?

    static let silent = BrickAnswer(failure: BrickFacts.silence)

    /// Asks a file system, and blocks as long as it does.
    ///
    /// XFS answers stat(2) from memory, and with EIO once it has shut down (`xfs_vn_getattr`), whatever the caches hold.
    init(mountPoint: String, source: String) {
        do {
            _ = try FilePath(mountPoint).stat()
        } catch {
            failure = Self.words(for: error.rawValue)
            return
        }
        if source.hasPrefix("/dev/"), access(source, F_OK) != 0, errno == ENOENT {
            failure = "its device \(source) is gone"
        }
    }

    init(failure: String? = nil) {
        self.failure = failure
    }

    /// Nil for a folder that is no more: it was unmounted meanwhile.
    static func words(for error: Int32) -> String? {
        let words = String(cString: strerror(error))
        switch error {
        case ENOENT: return nil
        case EIO: return "\(BrickFacts.shutDown) (\(words))"
        default: return "the file system cannot be looked at (\(words))"
        }
    }
}
