internal import Casework
internal import Hummingbird
internal import NIOCore

/// The answers of the routes.
enum WebReply {
    /// A JSON document.
    static func json(_ document: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: document.encoded() + "\n"))
        )
    }

    /// A plain HTTP error: `{"error":CODE}`.
    static func error(_ code: String, status: HTTPResponse.Status) -> Response {
        json(.object(["error": .string(code)]), status: status)
    }

    /// An envelope.
    static func envelope(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/octet-stream", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
