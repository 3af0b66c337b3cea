/// Where a lab keeps its files.
package struct LabFolder: Hashable, Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    package var recordFile: String { "\(path)/lab.json" }
    /// The password that a deployment in this lab gives its administrator.
    package var passwordFile: String { "\(path)/password" }
    package var sshFolder: String { "\(path)/ssh" }
    package var privateKey: String { "\(sshFolder)/id_ed25519" }
    package var knownHosts: String { "\(sshFolder)/known_hosts" }
    package var caFile: String { "\(path)/ca.pem" }

    func host(_ host: HostRecord) -> HostFolder { HostFolder(path: "\(path)/hosts/\(host.name)") }
}

/// Where a host of a lab keeps its files.
struct HostFolder: Hashable, Sendable {
    let path: String

    /// What the host has changed of the base tree.
    var upper: String { "\(path)/upper" }
    var work: String { "\(path)/work" }
    /// The host's whole tree, mounted.
    var root: String { "\(path)/root" }
    var console: String { "\(path)/console.log" }
    /// The process id that start-stop-daemon notes down for itself.
    var pidFile: String { "\(path)/pid" }
    /// Present once the host's own files (name, keys, addresses) are complete.
    var personalMark: String { "\(path)/personal" }

    func disk(_ disk: DiskRecord) -> String { "\(path)/disk\(disk.number).img" }
}
