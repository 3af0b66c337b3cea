/// A mount that systemd makes at every boot.
public struct MountUnit: Sendable, Hashable {
    public var description: String
    /// A device path, `/dev/disk/by-uuid/…`, or what the file system's helper takes.
    public var source: String
    /// An absolute path.
    public var mountPoint: String
    public var type: String
    public var options: [String]
    /// Units that start before it, and that it is ordered after.
    public var after: [String]
    /// Units that it is wanted before.
    public var before: [String]

    public init(
        description: String, source: String, mountPoint: String, type: String, options: [String],
        after: [String] = [], before: [String] = []
    ) {
        self.description = description
        self.source = source
        self.mountPoint = mountPoint
        self.type = type
        self.options = options
        self.after = after
        self.before = before
    }

    /// The name that systemd demands for a unit of this mount point.
    public var name: String { UnitName.mount(at: mountPoint) }

    /// The unit file's content.
    public var text: String {
        let order = [("Wants", after.filter { $0.hasSuffix(".target") }), ("After", after), ("Before", before)]
            .filter { !$0.1.isEmpty }.map { "\($0.0)=\($0.1.joined(separator: " "))\n" }
        return """
            [Unit]
            Description=\(description)
            \(order.joined())
            [Mount]
            What=\(source)
            Where=\(mountPoint)
            Type=\(type)
            Options=\(options.joined(separator: ","))

            [Install]
            WantedBy=multi-user.target

            """
    }
}
