internal import Glibc
package import NIOCore

extension Channel {
    /// Makes the kernel give up a connection whose other end has gone without a word, as by power loss or a cut link,
    /// after ``AgentProtocol/silenceLimit``. On a listening socket it counts for all connections accepted there.
    ///
    /// - Parameter unacknowledged: how long the other end may leave alone what it was sent. The kernel takes it for the limit
    ///   of silence too where it is longer (tcp(7), `TCP_USER_TIMEOUT`).
    package func detectDeadPeer(unacknowledged: Duration = AgentProtocol.silenceLimit) -> EventLoopFuture<Void> {
        let limit = Int(AgentProtocol.silenceLimit.components.seconds)
        let probes = 3
        let options: [(Int32, SocketOptionValue)] = [
            (TCP_KEEPIDLE, limit / (probes + 1)),
            (TCP_KEEPINTVL, limit / (probes + 1)),
            (TCP_KEEPCNT, probes),
            // In milliseconds.
            (TCP_USER_TIMEOUT, Int(unacknowledged.components.seconds) * 1000),
        ]
        let settings = options.map { name, value in
            setOption(ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: name)), value: value)
        }
        return EventLoopFuture.andAllSucceed(
            settings + [setOption(.socketOption(.so_keepalive), value: 1)], on: eventLoop)
    }
}
