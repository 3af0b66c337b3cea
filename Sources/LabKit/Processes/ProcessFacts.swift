/// What /proc says of one process.
struct ProcessFacts: Hashable, Sendable {
    var id: Int32
    /// Its ids in all PID namespaces it is in, from the reader's down to its own.
    var namespaceIDs: [Int32]
    var arguments: [String]
    /// The upper folder of the overlay that is its root, when its root is one.
    var rootUpperFolder: String?

    /// Whether it is the first process of a PID namespace below the reader's.
    var leadsNamespace: Bool { namespaceIDs.count > 1 && namespaceIDs.last == 1 }
}

extension ProcessFacts {
    /// - Parameters:
    ///   - status: `/proc/PID/status`
    ///   - commandLine: `/proc/PID/cmdline`
    ///   - mounts: `/proc/PID/mountinfo`
    init(id: Int32, status: String, commandLine: String, mounts: String) {
        self.id = id
        namespaceIDs = Self.namespaceIDs(status)
        arguments = commandLine.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map(String.init)
        rootUpperFolder = Self.rootUpperFolder(mounts)
    }

    private static func namespaceIDs(_ status: String) -> [Int32] {
        let line = status.split(separator: "\n").first { $0.hasPrefix("NSpid:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().compactMap { Int32($0) } ?? []
    }

    /// Fields of a line: id, parent, device, root, mount point, options, optional fields, `-`, type, source, options (proc(5)).
    private static func rootUpperFolder(_ mounts: String) -> String? {
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 4, fields[4] == "/" else { continue }
            let options = fields.last?.split(separator: ",") ?? []
            return options.first { $0.hasPrefix("upperdir=") }.map { String($0.dropFirst("upperdir=".count)) }
        }
        return nil
    }
}
