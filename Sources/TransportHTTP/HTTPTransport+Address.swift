internal import Foundation

extension HTTPTransport {
    /// Whether a server may be reached at an address: by TLS, or on this machine.
    ///
    /// - Parameter server: An address as a person gives it.
    /// - Returns: True for `https://HOST…`, and for `http://HOST…` where HOST is `localhost`, `127.x.x.x` or
    ///   `[::1]`; false for any other text, also with a user's name, a query or a fragment.
    public static func isAllowed(_ server: String) -> Bool {
        guard let parts = URLComponents(string: server), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
        else { return false }
        switch parts.scheme?.lowercased() {
        case "https": return true
        case "http": return isLoopback(host.lowercased())
        default: return false
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                    && UInt8(part) != nil
            }
    }
}
