internal import NIOCore
internal import NIOHTTP1

/// Closes a connection that does not move: see ``ConnectionPace``.
///
/// Stands right behind the HTTP decoder and encoder, before Hummingbird's own handlers.
final class PaceHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let tick: TimeAmount
    private var pace: ConnectionPace
    private var timer: Scheduled<Void>?
    private var isOver = false

    init(limits: WebLimits) {
        pace = ConnectionPace(limits: limits, now: .now())
        let shortest = min(limits.headTimeMax, limits.grace)
        tick = max(.milliseconds(20), min(.seconds(1), .nanoseconds(shortest.nanoseconds / 4)))
    }

    func handlerAdded(context: ChannelHandlerContext) { schedule(context) }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: pace.readHead(now: .now())
        case .body(let bytes): pace.readBody(bytes: bytes.readableBytes)
        case .end: pace.readEnd(now: .now())
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let now = NIODeadline.now()
        var isEnd = false
        switch unwrapOutboundIn(data) {
        case .head: pace.write(bytes: 0, now: now)
        case .body(let bytes): pace.write(bytes: bytes.readableBytes, now: now)
        case .end:
            pace.write(bytes: 0, now: now)
            isEnd = true
        }
        let taken = promise ?? context.eventLoop.makePromise()
        taken.futureResult.assumeIsolated().whenComplete { [self] _ in pace.wrote() }
        let isLast = isEnd && pace.writeEnd(now: now)
        context.write(data, promise: taken)
        // The peer reads the answer to its end while it may still be sending.
        if isLast {
            context.flush()
            context.close(mode: .output, promise: nil)
        }
    }

    private func schedule(_ context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: tick) { [self] in
            if pace.isOverdue(now: .now()) {
                context.close(promise: nil)
            } else if !isOver {
                // The first tick may come before the connection is active; it goes on all the same.
                schedule(context)
            }
        }
    }

    private func end() {
        isOver = true
        timer?.cancel()
        timer = nil
    }
}
