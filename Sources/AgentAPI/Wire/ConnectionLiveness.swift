internal import ConnectionLiveness
package import NIOCore

extension Channel {
    /// Makes the kernel give up a connection whose other end has gone without a word, after
    /// ``AgentProtocol/silenceLimit``. On a listening socket it counts for all connections accepted there.
    package func detectDeadPeer() -> EventLoopFuture<Void> {
        detectDeadPeer(silence: AgentProtocol.silenceLimit, stall: AgentProtocol.silenceLimit)
    }
}
