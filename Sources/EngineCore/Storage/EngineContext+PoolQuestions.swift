import AgentAPI
import Concurrency

extension EngineContext {
    // glusterd loses a lock, and with it the volume for ten minutes, where a command about volumes meets the first talk with
    // a new peer: nothing is asked while the pool changes.

    /// The volumes of the pool, by the word of any host or of one's own agent.
    func volumes(from agent: (any HostAgent)? = nil) async throws -> [VolumeFacts] {
        try await pool.share { try await (agent ?? anyPoolAgent()).volumes() }
    }

    /// What GlusterFS last moved, or moves, in a volume; nil for nothing.
    func task(of volume: String) async throws -> VolumeTask? {
        try await pool.share { try await anyPoolAgent().volumeTask(volume).task }
    }

    /// Who is connected to a volume's bricks.
    func connections(volume: String, from agent: (any HostAgent)? = nil) async throws -> [BrickConnections] {
        try await pool.share { try await (agent ?? anyPoolAgent()).connections(volume: volume) }
    }
}
