package import AgentAPI
package import MortarModel

/// Gives agents their identity.
package protocol AgentCertifier: Sendable {
    /// The cluster's own certificate authority, PEM.
    var authority: String { get }

    /// The fingerprint of the key that a certificate request, PEM, proves to have.
    ///
    /// Throws `invalid` when the request cannot be read or its proof is wrong.
    func keyFingerprint(of request: String) throws -> String

    /// A certificate, PEM, for the agent of this host.
    func certificate(for host: Host, request: String) throws -> String

    /// What lets VMs of the cluster's other hosts in to a host. Throws `invalid` as ``keyFingerprint(of:)`` does.
    func migrationDoor(for host: Host, requests: MigrationKeyRequests) throws -> MigrationDoor
}
