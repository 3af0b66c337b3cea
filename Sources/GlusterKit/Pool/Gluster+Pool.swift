import HostCommand

extension Gluster {
    /// What a probe found, as numbered by glusterd (`GF_PROBE_…` in protocol-common.h).
    public enum ProbeResult: Sendable, Hashable {
        case added, wasMember, thisHost
    }

    /// This host's identity in its trusted pool.
    public func uuid() async throws -> String {
        try await ask(["system::", "uuid", "get"]).required("uuidGenerate").string("uuid")
    }

    /// The other members of the trusted pool.
    ///
    /// Asked all the time by whoever watches a host: a glusterd that has not answered after 4 s is an error like one that does not
    /// run.
    ///
    /// - Parameter server: the host whose view is asked for; nil for this one's.
    public func peers(seenBy server: String? = nil) async throws -> [GlusterPeer] {
        let words = ["peer", "status"]
        do {
            let status = try await ask(words, server: server, timeLimit: .seconds(4)).required("peerStatus")
            return try status.all("peer").map { try GlusterPeer($0) }
        } catch let failure as CommandFailure {
            guard case .timedOut(let limit) = failure.reason else { throw failure }
            throw GlusterError(
                request: words.joined(separator: " "), message: "glusterd did not answer within \(limit)")
        }
    }

    /// Makes a host a member of the pool; succeeds when it is one already or is this host.
    @discardableResult
    public func probe(_ name: String) async throws -> ProbeResult {
        switch try await ask(["peer", "probe", name]).integer("opErrno") {
        case 1: .thisHost
        case 2: .wasMember
        default: .added
        }
    }

    /// Takes a host out of the pool. The tool refuses while the host has bricks, and when it is no member.
    ///
    /// - Parameter force: also while a member is away.
    public func detach(_ name: String, force: Bool = false) async throws {
        _ = try await ask(["peer", "detach", name] + (force ? ["force"] : []))
    }
}
