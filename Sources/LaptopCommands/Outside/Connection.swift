import SyncWire
import TransportHTTP

/// The way to the server.
enum Connection {
    /// Prepares the transport; nothing is sent yet.
    ///
    /// - Throws: ``CommandFailure`` `usage` when the address is neither TLS nor this machine.
    static func open(_ url: String) throws(CommandFailure) -> HTTPTransport {
        guard let transport = HTTPTransport(server: url) else {
            throw CommandFailure(.usage, .urlUnreadable, ["url": url], next: .urlForm)
        }
        return transport
    }
}
