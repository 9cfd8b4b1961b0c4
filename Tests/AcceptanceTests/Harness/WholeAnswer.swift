/// An HTTP message that arrived whole, as its head counts.
struct WholeAnswer {
    /// What stands before the body, with the empty line.
    let head: String
    /// The body.
    let body: [UInt8]

    /// `nil` while there is more to come.
    init?(_ bytes: [UInt8]) {
        guard let split = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        head = String(decoding: bytes[..<split.upperBound], as: UTF8.self)
        body = Array(bytes[split.upperBound...])
        guard body.count == Self.length(in: head) else { return nil }
    }

    private static func length(in head: String) -> Int {
        let line = head.lowercased().split(separator: "\r\n")
            .first { $0.hasPrefix("content-length:") }
        return line?.split(separator: " ").last.flatMap { Int($0) } ?? 0
    }

    /// The status, such as 200.
    var status: Int? { head.split(separator: " ").dropFirst().first.flatMap { Int($0) } }

    /// The bytes with the damage, and whether the connection goes on after them.
    func damaged(_ damage: Relay.Damage) -> (bytes: [UInt8], goesOn: Bool) {
        var body = body
        switch damage {
        case .flip(let at):
            body[at % body.count] ^= 1 << UInt8(at % 8)
            return (Array(head.utf8) + body, true)
        case .cut(let length):
            return (Array(head.utf8) + body.prefix(length % body.count), false)
        case .shorten(let length):
            body = Array(body.prefix(length % body.count))
            let lines = head.components { $0.lowercased().hasPrefix("content-length:") }
            return (Array("\(lines)Content-Length: \(body.count)\r\n\r\n".utf8) + body, true)
        }
    }
}

extension String {
    /// The lines of a head, but for those that `isLeftOut`, and without the empty one.
    fileprivate func components(without isLeftOut: (Substring) -> Bool) -> String {
        split(separator: "\r\n").filter { !isLeftOut($0) }.map { $0 + "\r\n" }.joined()
    }
}
