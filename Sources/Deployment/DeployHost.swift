package import HostCommand

/// A host to be deployed, as it is reached over SSH.
package struct DeployHost: Sendable {
    /// As the user wrote it.
    package var address: String
    package var runner: any CommandRunner
    private var ssh: SSHCommands?

    package init(address: String, runner: any CommandRunner) {
        self.address = address
        self.runner = runner
    }

    /// One reached with OpenSSH.
    ///
    /// - Parameters:
    ///   - knownHosts: the file in which host keys are pinned.
    ///   - folder: where SSH's sockets are kept, for this user only.
    package init(address: String, user: String, key: String?, knownHosts: String, folder: String) {
        let destination = SSHCommands.Destination(
            address: address, user: user, keyFile: key, knownHostsFile: knownHosts, controlFolder: folder)
        let ssh = SSHCommands(destination)
        self.init(address: address, runner: ssh)
        self.ssh = ssh
    }

    /// Ends the shared connection of SSH, if there is one.
    package func disconnect() async throws {
        try await ssh?.disconnect()
    }

    var files: HostFiles { HostFiles(runner) }
}
