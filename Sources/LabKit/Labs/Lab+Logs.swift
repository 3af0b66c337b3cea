/// Where a host's logs lie on this machine.
package struct HostLogs: Hashable, Sendable {
    /// The host's /var/log.
    package var files: String
    /// A journal folder, for `journalctl --directory`.
    package var journal: String
    /// What the boot printed.
    package var console: String
}

extension Lab {
    /// The logs of a host, whether or not it has power.
    package func logs(of name: String) throws -> HostLogs {
        let record = try record()
        let files = folder.host(try record.host(named: name))
        return HostLogs(
            files: "\(files.root)/var/log", journal: "\(files.root)/var/log/journal", console: files.console)
    }
}
