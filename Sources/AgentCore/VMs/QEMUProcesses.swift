import Foundation
package import Glibc
import MortarModel

/// The QEMU processes of this host, by the kernel's account and not libvirt's.
package struct QEMUProcesses: Sendable {
    private let folder: String
    private let signal: @Sendable (pid_t) -> Void

    /// - Parameters:
    ///   - folder: where the kernel shows processes (proc(5)).
    ///   - signal: ends a process at once.
    package init(
        folder: String = "/proc", signal: @escaping @Sendable (pid_t) -> Void = { kill($0, SIGKILL) }
    ) {
        self.folder = folder
        self.signal = signal
    }

    /// The process of a VM; nil when there is none.
    func process(of id: UUID) throws -> QEMUProcess? {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard let pid = pid_t(name), let words = try commandLine(pid), isQEMU(words, of: id) else { continue }
            if let start = try startTime(pid) { return QEMUProcess(pid: pid, start: start) }
        }
        return nil
    }

    /// Whether the process, or any thread of it, is still there.
    func exists(_ process: QEMUProcess) throws -> Bool {
        try startTime(process.pid) == process.start
    }

    /// Ends the process at once, unless its number belongs to another one by now.
    func end(_ process: QEMUProcess) throws {
        if try exists(process) { signal(process.pid) }
    }

    /// Nil for processes that have ended in the meantime.
    private func commandLine(_ pid: pid_t) throws -> [Substring]? {
        guard let content = try kernelBytes("\(folder)/\(pid)/cmdline") else { return nil }
        return String(decoding: content, as: UTF8.self).split(separator: "\0", omittingEmptySubsequences: false)
    }

    /// libvirt starts QEMU with `-uuid` and the domain's UUID.
    private func isQEMU(_ words: [Substring], of id: UUID) -> Bool {
        guard let option = words.firstIndex(of: "-uuid"), words.count > option + 1 else { return false }
        return words[option + 1].lowercased() == id.uuidString.lowercased() && words[0].contains("qemu")
    }

    /// Ticks after boot at which it started, which tells it from a later process of the same number: field 22 of
    /// `stat`, counted after the name in parentheses, which may hold anything.
    private func startTime(_ pid: pid_t) throws -> UInt64? {
        guard let content = try kernelBytes("\(folder)/\(pid)/stat") else { return nil }
        let text = String(decoding: content, as: UTF8.self)
        guard let parenthesis = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: parenthesis)...].split(separator: " ")
        return fields.count > 19 ? UInt64(fields[19]) : nil
    }
}

/// One process, also after its number was given to another.
struct QEMUProcess: Sendable, Hashable {
    var pid: pid_t
    var start: UInt64
}
