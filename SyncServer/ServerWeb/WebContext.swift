internal import Hummingbird
internal import NIOCore

/// What a responder knows of a request besides its head and body.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The peer's address without port; empty on a Unix socket.
    let origin: String

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        origin = source.channel.remoteAddress?.ipAddress ?? ""
    }
}
