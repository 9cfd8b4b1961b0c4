internal import Foundation
internal import SyncModel
internal import SyncStore
internal import SyncWire

/// The journal as a file: one signed line an entry, each with the hash that covers the lines before it.
///
///     sluis-journal 1 NUMBER HASH          the entry that comes before the first line
///     NUMBER HASH SIGNATURE BODY           body in base 64, the rest in hexadecimal
///
/// A line that a crash tore off at the end counts as never written; any other line that does not fit is damage.
struct JournalFile {
    /// What is wrong with a journal.
    enum Damage: Error {
        /// A line cannot be read, does not follow the one before, or is not signed by the server.
        case line(Int)
    }

    /// The entry before the first line.
    var base: (number: UInt64, hash: [UInt8])
    /// The entries.
    var rows: [JournalRow]
    /// How many bytes of the file hold good lines.
    var length: Int

    /// The number and hash of the last entry.
    var head: (number: UInt64, hash: [UInt8]) {
        rows.last.map { ($0.number, $0.hash) } ?? base
    }

    private static let title = "sluis-journal 1"

    /// The first line of a journal that goes on after an entry.
    static func start(after number: UInt64, _ hash: [UInt8]) -> String {
        "\(title) \(number) \(Hexadecimal.text(of: hash).ifEmpty("-"))\n"
    }

    /// The line of an entry.
    static func line(of row: JournalRow, signedBy key: SigningKey) throws -> String {
        let signature = try key.signature(of: row.hash)
        let body = Data(row.body).base64EncodedString()
        return "\(row.number) \(Hexadecimal.text(of: row.hash)) "
            + "\(Hexadecimal.text(of: signature)) \(body)\n"
    }

    /// Reads a journal.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - key: The server's public key; `nil` leaves the signatures unchecked.
    /// - Throws: ``Damage``.
    init(_ bytes: [UInt8], signedBy key: [UInt8]?) throws {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What stands after the last line feed was torn off.
        let whole = lines.dropLast()
        guard let first = whole.first,
            let base = Self.base(String(decoding: first, as: UTF8.self))
        else { throw Damage.line(1) }
        self.base = base
        rows = []
        length = first.count + 1
        for (index, bytes) in whole.enumerated().dropFirst() {
            let isLast = index == whole.count - 1
            guard let row = row(String(decoding: bytes, as: UTF8.self), signedBy: key) else {
                // The end of a file may be torn in the middle of its last line, and filled up.
                if isLast, lines.last?.isEmpty == true, bytes.allSatisfy({ $0 == 0 }) { break }
                throw Damage.line(index + 1)
            }
            rows.append(row)
            length += bytes.count + 1
        }
    }

    private static func base(_ line: String) -> (number: UInt64, hash: [UInt8])? {
        let parts = line.split(separator: " ").map(String.init)
        guard parts.count == 4, Text(parts[0] + " " + parts[1]) == Text(title),
            let number = UInt64(parts[2])
        else { return nil }
        if parts[3].utf8.elementsEqual("-".utf8) { return number == 0 ? (0, []) : nil }
        return Hexadecimal.bytes(of: parts[3]).map { (number, $0) }
    }

    private func row(_ line: String, signedBy key: [UInt8]?) -> JournalRow? {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let number = UInt64(parts[0]), number == head.number + 1,
            let hash = Hexadecimal.bytes(of: parts[1]),
            let signature = Hexadecimal.bytes(of: parts[2]),
            let body = Data(base64Encoded: parts[3]).map({ Array($0) }),
            JournalRow.hash(after: head.hash, number: number, body: body) == hash
        else { return nil }
        if let key, !SigningKey.isSignature(signature, of: hash, by: key) { return nil }
        return JournalRow(number: number, hash: hash, body: body)
    }
}

extension String {
    fileprivate func ifEmpty(_ other: String) -> String { isEmpty ? other : self }
}
