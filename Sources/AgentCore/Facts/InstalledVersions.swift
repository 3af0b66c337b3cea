import AgentAPI
import Foundation
package import HostCommand

/// The versions of the programs that a host runs, asked anew only when a program was replaced.
package actor InstalledVersions {
    private let commands: any CommandRunner
    private let files: KernelFiles
    private var known: [String: (changed: Date, version: String?)] = [:]

    package init(_ commands: any CommandRunner, files: KernelFiles = KernelFiles()) {
        self.commands = commands
        self.files = files
    }

    /// - Parameter agent: this program's own version.
    func facts(agent: String) async throws -> SoftwareVersions {
        SoftwareVersions(
            agent: agent, gluster: try await version(of: "/usr/sbin/gluster"),
            libvirt: try await version(of: "/usr/sbin/libvirtd"),
            qemu: try await version(of: "/usr/bin/qemu-system-x86_64"))
    }

    private func version(of program: String) async throws -> String? {
        guard let changed = try files.changed(program) else { return nil }
        if let known = known[program], known.changed == changed { return known.version }
        let output = try await commands.run(Command(program, ["--version"], timeLimit: .seconds(5)))
        let version = output.status == 0 ? Self.version(in: output.standardOutput) : nil
        known[program] = (changed, version)
        return version
    }

    /// The first word of the first line that begins with a digit: `glusterfs 10.3`, `libvirtd (libvirt) 9.0.0`,
    /// `QEMU emulator version 7.2.11 (Debian …)`.
    static func version(in text: String) -> String? {
        let line = text.prefix { $0 != "\n" }
        return line.split(separator: " ").first { $0.first?.isNumber == true }.map(String.init)
    }
}
