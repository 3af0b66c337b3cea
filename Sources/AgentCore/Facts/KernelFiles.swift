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
        guard let text = try textIfAny(path) else { throw CocoaError(.fileReadNoSuchFile) }
        return text
    }

    /// A file's content; nil when there is none.
    func textIfAny(_ path: String) throws -> String? {
        try kernelBytes(root + path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A file's content on one line.
    func line(_ path: String) throws -> String {
        try text(path).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: root + path) }

    /// What is in a folder; nothing where there is no such folder.
    func names(in folder: String) throws -> [String] {
        guard exists(folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: root + folder)
    }

    /// When a file was last changed, links followed; nil when there is none.
    func changed(_ path: String) throws -> Date? {
        let real = URL(filePath: root + path).resolvingSymlinksInPath().path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: real) else { return nil }
        return try FileManager.default.attributesOfItem(atPath: real)[.modificationDate] as? Date
    }
}
