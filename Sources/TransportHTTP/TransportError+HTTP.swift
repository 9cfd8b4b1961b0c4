internal import AsyncHTTPClient
internal import NIOCore
internal import SyncWire

extension TransportError {
    /// What an HTTP status other than 200 means; `nil` for 200.
    init?(status: UInt) {
        switch status {
        case 200: return nil
        case 413: self.init(.tooLarge, detail: "status 413")
        case 429, 503, 507: self.init(.full, detail: "status \(status)")
        // The request was broken on its way, or took too long; what is in between may be the cause too.
        case 400, 408, 500, 502, 504: self.init(.unreachable, detail: "status \(status)")
        default: self.init(.notTheServer, detail: "status \(status)")
        }
    }

    /// What it means that a request failed without an answer.
    init(carrying error: any Error) {
        let name = String(describing: type(of: error))
        switch error {
        case is NIOTooManyBytesError:
            self.init(.notTheServer, detail: "answered more than an envelope holds")
        case let error as HTTPClientError:
            self.init(.unreachable, detail: error.description)
        // Somebody answers whose certificate or protocol is not the server's.
        case _ where name.contains("SSL") || name.contains("HTTPParser"):
            self.init(.notTheServer, detail: name)
        default:
            self.init(.unreachable, detail: name)
        }
    }
}
