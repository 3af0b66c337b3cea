/// Keeps bricks off the ports that libvirt migrates VMs through.
///
/// GlusterFS takes any free port from 49152 to 60999 for a brick, libvirt 49152–49215 for migrations: one of both has to
/// give way. It is GlusterFS, because its setting is read when Mortar starts the service for the first time, before there is
/// a brick, while libvirt's range is what firewalls and other hosts know.
enum BrickPorts {
    /// The first port behind libvirt's range (`migration_port_max` in qemu.conf).
    static let first = 49216

    /// The settings of glusterd, `/etc/glusterfs/glusterd.vol`, with our first port; unchanged when theirs is as high.
    static func text(_ settings: String) -> String {
        let option = "    option base-port \(first)"
        var lines = settings.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if let index = lines.firstIndex(where: { words($0).starts(with: ["option", "base-port"]) }) {
            if let port = words(lines[index]).last.flatMap({ Int($0) }), port >= first { return settings }
            lines[index] = option
        } else if let end = lines.lastIndex(where: { words($0) == ["end-volume"] }) {
            lines.insert(option, at: end)
        }
        return lines.joined(separator: "\n")
    }

    private static func words(_ line: String) -> [Substring] {
        line.split(whereSeparator: \.isWhitespace)
    }
}
