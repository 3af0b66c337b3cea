/// Reads the kernel's table of TCP sockets (proc(5), `/proc/net/tcp`).
public enum ListeningPorts {
    /// State `0A` is LISTEN; the local port is hexadecimal behind the colon of the second column.
    public static func ports(inTable text: String) -> Set<Int> {
        Set(
            text.split(separator: "\n").compactMap { line in
                let columns = line.split(separator: " ", omittingEmptySubsequences: true)
                guard columns.count > 3, columns[3] == "0A", let port = columns[1].split(separator: ":").last else {
                    return nil
                }
                return Int(port, radix: 16)
            })
    }
}
