import Foundation

/// The files in which the kernel and the system tell about themselves.
package struct KernelFiles: Sendable {
    private let root: String

    /// - Parameter root: what stands for `/`.
    package init(root: String = "") {
        self.root = root
    }

    /// A file's content; throws where it cannot be read.
    func text(_ path: String) throws -> String {
        guard let bytes = try kernelBytes(root + path) else { throw CocoaError(.fileReadNoSuchFile) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A file's content on one line.
    func line(_ path: String) throws -> String {
        try text(path).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// When a file was last changed, links followed; nil when there is none.
    func changed(_ path: String) throws -> Date? {
        let real = URL(filePath: root + path).resolvingSymlinksInPath().path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: real) else { return nil }
        return try FileManager.default.attributesOfItem(atPath: real)[.modificationDate] as? Date
    }
}
