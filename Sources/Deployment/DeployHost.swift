package import HostCommand

/// A host to be deployed, as it is reached over SSH.
package struct DeployHost: Sendable {
    /// As the user wrote it.
    package var address: String
    package var runner: any CommandRunner

    package init(address: String, runner: any CommandRunner) {
        self.address = address
        self.runner = runner
    }

    var files: HostFiles { HostFiles(runner) }
}

extension DeployRequest {
    /// The hosts with a connection each.
    package var deployHosts: [DeployHost] {
        hosts.map { address in
            let destination = SSHCommands.Destination(
                address: address, user: sshUser, keyFile: sshKey, knownHostsFile: "\(folder)/known_hosts",
                controlFolder: folder)
            return DeployHost(address: address, runner: SSHCommands(destination))
        }
    }
}
