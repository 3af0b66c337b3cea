import Foundation
import Glibc
import MortarModel

/// Makes a file with given rights from the first moment on, replacing one that is there.
func writeFile(_ content: String, to path: String, mode: Int = 0o644) throws {
    // Two may write the same file at once.
    let temporary = "\(path).new-\(UUID())"
    guard FileManager.default.createFile(atPath: temporary, contents: nil, attributes: [.posixPermissions: mode])
    else { throw fileFailure(temporary) }
    let handle = try FileHandle(forWritingTo: URL(filePath: temporary))
    try handle.write(contentsOf: Data(content.utf8))
    try handle.close()
    guard rename(temporary, path) == 0 else { throw fileFailure(path) }
}

/// Makes a folder and those above it, if it is not there.
func makeFolder(_ path: String, mode: Int = 0o755) throws {
    try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
}

/// What the last system call said of a file.
func fileFailure(_ path: String) -> Failure {
    Failure(.toolFailed, "\(path) cannot be made.", cause: String(cString: strerror(errno)))
}
