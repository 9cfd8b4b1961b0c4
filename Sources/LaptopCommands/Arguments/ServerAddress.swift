/// The server's address as `enrol` takes it.
enum ServerAddress {
    /// Checks the address and takes a `/` off its end.
    ///
    /// - Returns: `https://HOST[:PORT][/PATH]`, or the same with `http` for a loopback host.
    /// - Throws: ``CommandFailure`` `usage`.
    static func check(_ text: String) throws(CommandFailure) -> String {
        let values = ["url": text]
        let lowered = text.lowercased()
        let isPlain = lowered.hasPrefix("http://")
        guard isPlain || lowered.hasPrefix("https://"),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw CommandFailure(.usage, .urlUnreadable, values, next: .urlForm) }
        let rest = text.dropFirst(isPlain ? 7 : 8)
        let authority = rest.prefix { $0 != "/" }
        guard let host = host(of: authority), !rest.contains(where: { $0 == "?" || $0 == "#" })
        else { throw CommandFailure(.usage, .urlUnreadable, values, next: .urlForm) }
        guard !isPlain || isLoopback(host) else {
            throw CommandFailure(.usage, .urlNotSecure, values, next: .urlForm)
        }
        var path = rest.dropFirst(authority.count)
        while path.last == "/" { path.removeLast() }
        return (isPlain ? "http://" : "https://") + authority + path
    }

    /// The host without port; `nil` when the authority is malformed or carries a user's name.
    private static func host(of authority: Substring) -> String? {
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        var host = authority
        var port: Substring?
        if host.first == "[" {
            guard let end = host.firstIndex(of: "]") else { return nil }
            let after = host[host.index(after: end)...]
            guard after.isEmpty || after.first == ":" else { return nil }
            port = after.isEmpty ? nil : after.dropFirst()
            host = host[host.index(after: host.startIndex)..<end]
        } else if let colon = host.firstIndex(of: ":") {
            port = host[host.index(after: colon)...]
            host = host[..<colon]
        }
        if let port {
            guard port.allSatisfy(\.isASCII), let number = Int(port), (1...65_535).contains(number)
            else { return nil }
        }
        return host.isEmpty ? nil : host.lowercased()
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                part.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(part) != nil
            }
    }
}
