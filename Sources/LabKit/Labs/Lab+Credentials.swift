import Foundation
import HostCommand
import MortarModel

extension Lab {
    /// Where the engine of a deployed cluster keeps its CA certificate.
    private static let deployedCA = "/etc/mortar/pki/ca.pem"

    /// How to reach the cluster that is deployed in the lab, its engine on the first host.
    package func credentials() async throws -> LabCredentials {
        let record = try record()
        guard let first = record.hosts.first else {
            throw Failure(.conflict, "Lab \(name) has no host.", correction: "Add one with “mortar-lab add-host”.")
        }
        let password = try String(contentsOfFile: folder.passwordFile, encoding: .utf8)
        return LabCredentials(
            url: "https://\(record.subnet.address(host: first.number, .management))/ovirt-engine/api",
            caFile: try fetchCA(from: first), username: "admin@internal",
            password: password.trimmingCharacters(in: .newlines), sshKey: folder.privateKey)
    }

    /// Copies the CA certificate out of the host's tree, which also works when its power is off.
    private func fetchCA(from host: HostRecord) throws -> String? {
        let path = folder.host(host).root + Self.deployedCA
        guard let content = FileManager.default.contents(atPath: path) else { return nil }
        try writeFile(String(decoding: content, as: UTF8.self), to: folder.caFile)
        return folder.caFile
    }
}
