internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Hummingbird's HTTP/1.1 channel with a ``PaceHandler`` behind the decoder; there is no HTTP/2 here.
struct PacedChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    private let channel: HTTP1Channel
    private let limits: WebLimits

    init(responder: @escaping HTTPChannelHandler.Responder, limits: WebLimits) {
        self.limits = limits
        channel = HTTP1Channel(
            responder: responder,
            configuration: .init(
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headerBytesMax,
                    maxHeaderListSize: limits.headerBytesMax,
                    maxHeaderFieldCount: limits.headersMax
                )
            )
        )
    }

    func setup(channel child: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let limits = limits
        return channel.setup(channel: child, logger: logger).flatMapThrowing { value in
            let operations = child.pipeline.syncOperations
            let decoder = try operations.handler(
                type: ByteToMessageHandler<HTTPRequestDecoder>.self
            )
            try operations.addHandler(PaceHandler(limits: limits), position: .after(decoder))
            return value
        }
    }

    func handle(value: Value, logger: Logger) async {
        await channel.handle(value: value, logger: logger)
    }
}

extension HTTPServerBuilder {
    /// HTTP/1.1 within limits.
    static func paced(_ limits: WebLimits) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in PacedChannel(responder: responder, limits: limits) }
    }
}
