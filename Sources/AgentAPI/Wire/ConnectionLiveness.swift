internal import ConnectionLiveness
package import NIOCore

extension Channel {
    /// Makes the kernel give up a connection whose other end has gone without a word, after
    /// ``AgentProtocol/silenceLimit``. On a listening socket it counts for all connections accepted there.
    ///
    /// - Parameter unacknowledged: how long the other end may leave alone what it was sent. The kernel takes it for the limit
    ///   of silence too where it is longer (tcp(7), `TCP_USER_TIMEOUT`).
    package func detectDeadPeer(unacknowledged: Duration = AgentProtocol.silenceLimit) -> EventLoopFuture<Void> {
        detectDeadPeer(silence: AgentProtocol.silenceLimit, stall: unacknowledged)
    }
}
