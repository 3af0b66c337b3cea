/// Who is connected to a brick: mounts, QEMUs, self-heal daemons.
package struct BrickConnections: Sendable, Hashable, Codable {
    package var brick: VolumeBrick
    /// The number of connections from each address.
    package var clients: [String: Int]

    package init(brick: VolumeBrick, clients: [String: Int]) {
        self.brick = brick
        self.clients = clients
    }
}
