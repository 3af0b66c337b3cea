/// The settings of glusterd that Mortar needs, in `/etc/glusterfs/glusterd.vol`; every other one stays as it is.
///
/// They are read when the service starts: Mortar writes them before it starts the service for the first time.
enum GlusterdSettings {
    /// The first port behind libvirt's range (`migration_port_max` in qemu.conf).
    ///
    /// GlusterFS takes any free port from 49152 to 60999 for a brick, libvirt 49152–49215 for migrations: one of both has to
    /// give way. It is GlusterFS, because libvirt's range is what firewalls and other hosts know.
    static let firstBrickPort = 49216

    /// Seconds without an acknowledgement after which glusterd gives up a connection to a peer.
    ///
    /// Without it a peer that lost its power holds up every command for two minutes and leaves locks behind (measured with
    /// GlusterFS 10.3: `volume set` fails after 8.5 s with it, after 120 s without it, and then again and again).
    static let peerTimeout = 8

    /// The file's text with our settings; unchanged where it has them already, or more than they ask for.
    static func text(_ settings: String) -> String {
        let lines = settings.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let withPort = set("base-port", firstBrickPort, in: lines) { $0 >= firstBrickPort }
        let all = set("transport.tcp-user-timeout", peerTimeout, in: withPort) { (1...peerTimeout).contains($0) }
        return all.joined(separator: "\n")
    }

    private static func set(
        _ option: String, _ value: Int, in lines: [String], unless suffices: (Int) -> Bool
    ) -> [String] {
        var lines = lines
        let line = "    option \(option) \(value)"
        if let index = lines.firstIndex(where: { words($0).starts(with: ["option", Substring(option)]) }) {
            if let found = words(lines[index]).last.flatMap({ Int($0) }), suffices(found) { return lines }
            lines[index] = line
        } else if let end = lines.lastIndex(where: { words($0) == ["end-volume"] }) {
            lines.insert(line, at: end)
        }
        return lines
    }

    private static func words(_ line: String) -> [Substring] {
        line.split(whereSeparator: \.isWhitespace)
    }
}
