internal import Glibc
package import NIOCore

extension Channel {
    /// Makes the kernel give up a connection whose other end has gone without a word, as by power loss or a cut link,
    /// after ``AgentProtocol/silenceLimit``. On a listening socket it counts for all connections accepted there.
    package func detectDeadPeer() -> EventLoopFuture<Void> {
        let limit = Int(AgentProtocol.silenceLimit.components.seconds)
        let probes = 3
        let options: [(Int32, SocketOptionValue)] = [
            (TCP_KEEPIDLE, limit / (probes + 1)),
            (TCP_KEEPINTVL, limit / (probes + 1)),
            (TCP_KEEPCNT, probes),
            // Milliseconds that sent data may stay unacknowledged.
            (TCP_USER_TIMEOUT, limit * 1000),
        ]
        let settings = options.map { name, value in
            setOption(ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: name)), value: value)
        }
        return EventLoopFuture.andAllSucceed(
            settings + [setOption(.socketOption(.so_keepalive), value: 1)], on: eventLoop)
    }
}
