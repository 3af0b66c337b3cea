import Foundation

/// What the QEMU processes of this host have open, by the kernel's account and not libvirt's.
package struct QEMUFiles: Sendable {
    private let folder: String

    /// - Parameter folder: where the kernel shows processes (proc(5)).
    package init(folder: String = "/proc") {
        self.folder = folder
    }

    /// Names of the processes that have files of a volume open, or were started with one; `process 77` for one without a name.
    func names(on place: VolumePlace) throws -> [String] {
        var names: [String] = []
        for pid in try FileManager.default.contentsOfDirectory(atPath: folder) where Int(pid) != nil {
            guard let words = try commandLine(pid), words.first?.contains("qemu") == true else { continue }
            let isUser = try words.contains(where: place.isNamed) || files(pid).contains(where: place.has)
            if isUser { names.append(Self.name(words) ?? "process \(pid)") }
        }
        return names
    }

    /// Nil for processes that have ended in the meantime.
    private func commandLine(_ pid: String) throws -> [Substring]? {
        guard let content = try kernelBytes("\(folder)/\(pid)/cmdline") else { return nil }
        return String(decoding: content, as: UTF8.self).split(separator: "\0")
    }

    /// What its descriptors lead to; a file that has been closed meanwhile, and a process that has ended, have none.
    private func files(_ pid: String) throws -> [String] {
        let descriptors = "\(folder)/\(pid)/fd"
        do {
            return try FileManager.default.contentsOfDirectory(atPath: descriptors).compactMap { number in
                do {
                    return try FileManager.default.destinationOfSymbolicLink(atPath: "\(descriptors)/\(number)")
                } catch let error as CocoaError where error.code == .fileReadNoSuchFile || error.code == .fileNoSuchFile
                {
                    return nil
                }
            }
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile || error.code == .fileNoSuchFile {
            return []
        }
    }

    /// `-name guest=web,debug-threads=on`, as libvirt has it, or `-name web`.
    private static func name(_ words: [Substring]) -> String? {
        guard let option = words.firstIndex(of: "-name"), words.count > option + 1 else { return nil }
        let first = words[option + 1].split(separator: ",").first
        return first.map { String($0.hasPrefix("guest=") ? $0.dropFirst("guest=".count) : $0) }
    }
}
