import NIOCore
import NIOHTTP1
import NIOPosix

/// A server of one purpose: answers every request by a function, on a free port of this machine.
final class TestServer: Sendable {
    /// What it answers.
    struct Reply: Sendable {
        var status = 200
        var body: [UInt8] = []
        var location: String?
        /// Sends the head, and then nothing more.
        var stalls = false
    }

    /// A request as it arrived.
    struct Arrived: Sendable {
        var method: String
        var path: String
        var body: [UInt8]
    }

    private let channel: any Channel

    private init(_ channel: any Channel) { self.channel = channel }

    /// Starts a server.
    static func start(
        _ answer: @escaping @Sendable (Arrived) -> Reply
    ) async throws -> TestServer {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(answer))
                }
            }
        return TestServer(try await bootstrap.bind(host: "127.0.0.1", port: 0).get())
    }

    /// Its address.
    var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

    /// Stops it.
    func stop() async throws { try await channel.close() }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let answer: @Sendable (Arrived) -> Reply
        private var arrived = Arrived(method: "", path: "", body: [])

        init(_ answer: @escaping @Sendable (Arrived) -> Reply) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                arrived = Arrived(method: head.method.rawValue, path: head.uri, body: [])
            case .body(let buffer): arrived.body += Array(buffer: buffer)
            case .end: respond(context, answer(arrived))
            }
        }

        private func respond(_ context: ChannelHandlerContext, _ reply: Reply) {
            var headers = HTTPHeaders([("Content-Length", String(reply.body.count))])
            if let location = reply.location { headers.add(name: "Location", value: location) }
            let head = HTTPResponseHead(
                version: .http1_1,
                status: HTTPResponseStatus(statusCode: reply.status),
                headers: headers
            )
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            if reply.stalls {
                context.flush()
                return
            }
            let body = IOData.byteBuffer(ByteBuffer(bytes: reply.body))
            context.write(wrapOutboundOut(.body(body)), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
