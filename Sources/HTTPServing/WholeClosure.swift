package import NIOCore

/// Makes a connection end as a whole when its other end closes it.
///
/// With half-closed connections, which the HTTP server allows by default, TLS does not see the other end's goodbye after
/// its own, and every connection that is open when the server stops holds it up for the 5 s of the shutdown's time limit.
package final class WholeClosure: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = NIOAny

    package init() {}

    package func handlerAdded(context: ChannelHandlerContext) {
        do {
            try context.channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
        } catch {
            context.fireErrorCaught(error)
        }
    }
}
