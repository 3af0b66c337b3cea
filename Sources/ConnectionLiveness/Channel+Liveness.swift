internal import Glibc
package import NIOCore

extension Channel {
    /// Makes the kernel give up a connection whose other end has gone without a word, as by power loss or a cut link.
    ///
    /// On a listening socket it counts for all connections accepted there.
    ///
    /// - Parameters:
    ///   - silence: how long the other end of a quiet connection may give no sign of life; from 4 s on.
    ///   - stall: how long sent data may stay unacknowledged, and how long a living other end may take nothing: the
    ///     kernel's `TCP_USER_TIMEOUT` means both.
    package func detectDeadPeer(silence: Duration, stall: Duration) -> EventLoopFuture<Void> {
        let probes = 3
        let interval = Int(silence.components.seconds) / (probes + 1)
        let options: [(Int32, SocketOptionValue)] = [
            (TCP_KEEPIDLE, interval),
            (TCP_KEEPINTVL, interval),
            (TCP_KEEPCNT, probes),
            // In milliseconds.
            (TCP_USER_TIMEOUT, Int(stall.components.seconds) * 1000),
        ]
        let settings = options.map { name, value in
            setOption(ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: name)), value: value)
        }
        return EventLoopFuture.andAllSucceed(
            settings + [setOption(.socketOption(.so_keepalive), value: 1)], on: eventLoop)
    }
}
