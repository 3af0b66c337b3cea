import Foundation
import HostCommand
import MortarModel

/// One build of a base tree.
struct BaseBuild: Sendable {
    let recipe: BaseRecipe
    let folder: String
    let runner: any CommandRunner
    let report: any LabReport

    private static let title = "Build the base system"

    func run() async throws {
        try await install()
        try await removeIdentity()
        try await prepareForHosts()
        await report.finish(Self.title)
    }

    /// Throws a `Failure` with the words of the installer when packages cannot be had.
    private func install() async throws {
        await report.show(Self.title, fraction: 0)
        do {
            try await whileReporting { try await runner.output(of: try await installation()) }
        } catch let failure as CommandFailure {
            throw Failure(
                .toolFailed, "The base system could not be installed.", cause: "\(failure)",
                correction: "See that this machine reaches \(recipe.mirror).")
        }
    }

    /// In PID and mount namespaces of its own, so that its end takes all it started and mounted along.
    private func installation() async throws -> Command {
        let apt = try await AptSettings.ofThisMachine(runner).lines
        return Command(
            "unshare",
            [
                "--mount", "--pid", "--fork", "--kill-child", "--mount-proc",
                "mmdebstrap", "--mode=root", "--variant=minbase",
                "--include=\(recipe.packages.joined(separator: ","))",
            ] + apt.map { "--aptopt=\($0)" } + [recipe.suite, folder] + recipe.sources,
            timeLimit: .seconds(1500))
    }

    /// What must differ between hosts is left to each of them.
    private func removeIdentity() async throws {
        let files = FileManager.default
        for name in try files.contentsOfDirectory(atPath: "\(folder)/etc/ssh") where name.hasPrefix("ssh_host_") {
            try files.removeItem(atPath: "\(folder)/etc/ssh/\(name)")
        }
        for file in ["machine-id", "resolv.conf", "hostname"] { try writeFile("", to: "\(folder)/etc/\(file)") }
        let settings = "\(folder)/etc/apt/apt.conf.d/99mmdebstrap"
        if files.fileExists(atPath: settings) { try files.removeItem(atPath: settings) }
    }

    private func prepareForHosts() async throws {
        try await runner.output(
            of: Command("systemctl", ["--root=\(folder)", "enable", "systemd-networkd.service"]))
        // A journal on disk tells after a power loss what came before it.
        try makeFolder("\(folder)/var/log/journal")
        // All hosts of a lab see the same firmware tables; libvirt tells hosts apart by this id.
        try append("\nhost_uuid_source = \"machine-id\"\n", to: "\(folder)/etc/libvirt/libvirtd.conf")
    }

    private func append(_ line: String, to path: String) throws {
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        defer { handle.closeFile() }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(line.utf8))
    }
}
