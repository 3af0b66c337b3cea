/// Something that an agent saw change.
package enum HostChange: Sendable, Hashable, Codable {
    case vm(VMFacts)
    /// Devices, bricks, mounts or services changed: facts are worth asking for again.
    case facts
    /// Nothing happened for a few seconds; the host is still there.
    case heartbeat
}
