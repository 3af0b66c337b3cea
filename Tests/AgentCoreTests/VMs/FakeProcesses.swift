import Foundation

@testable import AgentCore

/// A folder that stands for `/proc`.
struct FakeProcesses: Sendable {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "proc-\(UUID())").path()
        try FileManager.default.createDirectory(atPath: folder + "/self", withIntermediateDirectories: true)
    }

    func add(_ pid: Int, _ words: [String], start: Int) throws {
        let directory = "\(folder)/\(pid)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try Data(words.map { $0 + "\0" }.joined().utf8).write(to: URL(filePath: directory + "/cmdline"))
        // As the kernel writes it; the name in parentheses may hold spaces and parentheses.
        let fields = "S 1 1 1 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 4 0 \(start) 123 456"
        try Data("\(pid) (a) b) \(fields)\n".utf8).write(to: URL(filePath: directory + "/stat"))
    }

    func addQEMU(_ pid: Int, _ id: UUID, start: Int = 77) throws {
        let uuid = id.uuidString.lowercased()
        try add(
            pid, ["/usr/bin/qemu-system-x86_64", "-name", "guest=web", "-uuid", uuid, "-display", "none"], start: start)
    }

    func remove(_ pid: Int) {
        try? FileManager.default.removeItem(atPath: "\(folder)/\(pid)")
    }

    /// With processes that go when they are ended, or stay.
    func processes(stubborn: Bool = false) -> QEMUProcesses {
        QEMUProcesses(folder: folder) { pid in
            if !stubborn { remove(Int(pid)) }
        }
    }
}
