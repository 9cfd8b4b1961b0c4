import SyncWire
import TransportHTTP

/// The way to the server.
enum Connection {
    /// Prepares the transport; nothing is sent yet.
    static func open(_ url: String) throws -> any Transport {
        throw CommandFailure(.unavailable, .unreachable, ["server": url], next: .syncLater)
    }

    /// Ends the transport.
    static func close(_ transport: any Transport) async {}
}
