import Foundation
import Glibc
import MortarModel

/// A folder that only this user can enter, for the sockets of SSH's shared connections.
struct SocketFolder: Sendable {
    /// A socket's path has at most 107 bytes (unix(7)), of which ssh takes 58 for its name and for a suffix.
    static let pathLimit = 107 - 58

    let path: String

    /// In the temporary folder, or in `/tmp` where that would be too long.
    init(below temporary: String = NSTemporaryDirectory()) throws {
        let name = "mortar-XXXXXX"
        let wanted = (temporary as NSString).appendingPathComponent(name)
        var template = Array((wanted.utf8.count <= Self.pathLimit ? wanted : "/tmp/\(name)").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure(
                .invalid, "No folder can be made in \(temporary).", cause: String(cString: strerror(errno)),
                correction: "See that it can be written, or set TMPDIR.")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func remove() {
        // What stays is an empty folder, or sockets that nobody can reach.
        try? FileManager.default.removeItem(atPath: path)
    }
}
