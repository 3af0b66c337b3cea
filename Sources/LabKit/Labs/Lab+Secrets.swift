import Foundation
import HostCommand

extension Lab {
    /// Makes the lab's key pair and password, once.
    func makeSecrets() async throws {
        let files = FileManager.default
        try makeFolder(folder.sshFolder, mode: 0o700)
        if !files.fileExists(atPath: folder.privateKey) {
            let arguments = ["-q", "-t", "ed25519", "-N", "", "-C", "mortar-lab \(name)", "-f", folder.privateKey]
            try await runner.output(of: Command("ssh-keygen", arguments))
        }
        if !files.fileExists(atPath: folder.passwordFile) {
            try writeFile(Self.password() + "\n", to: folder.passwordFile, mode: 0o600)
        }
    }

    /// Pins the hosts' keys for all ways to address them.
    func writeKnownHosts(_ record: LabRecord) throws {
        let lines = try record.hosts.map { host in
            let key = try HostTree(lab: folder, folder: folder.host(host), runner: runner).publicKey()
            let addresses = LabNetwork.allCases.map { record.subnet.address(host: host.number, $0) }
            return "\((addresses + [host.name]).joined(separator: ",")) \(key)\n"
        }
        try writeFile(lines.joined(), to: folder.knownHosts, mode: 0o600)
    }

    /// 20 letters and digits, about 119 bits.
    private static func password() -> String {
        let characters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        return String((0..<20).map { _ in characters.randomElement()! })
    }
}
