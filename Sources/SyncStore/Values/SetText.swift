internal import SyncModel

/// A set as it is stored and hashed: a compact JSON array of its elements, sorted by bytes.
///
/// Canonical: only `"`, `\` and control characters are escaped, the latter as `\u00xx`.
enum SetText {
    /// Writes the elements, which are sorted.
    static func encode(_ elements: [Text]) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "\""))
            for byte in element.string.utf8 { escape(byte, into: &bytes) }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "]"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads what ``encode(_:)`` writes, and nothing else; `nil` for any other text.
    static func decode(_ text: String) -> [Text]? {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]"), bytes.count >= 2
        else { return nil }
        var elements: [Text] = []
        var index = 1
        let end = bytes.count - 1
        while index < end {
            if !elements.isEmpty {
                guard bytes[index] == UInt8(ascii: ",") else { return nil }
                index += 1
            }
            guard let element = element(bytes, &index, end) else { return nil }
            elements.append(element)
        }
        guard zip(elements, elements.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        return elements
    }

    private static func escape(_ byte: UInt8, into bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: Array("\\u00".utf8))
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }

    private static func element(_ bytes: [UInt8], _ index: inout Int, _ end: Int) -> Text? {
        guard index < end, bytes[index] == UInt8(ascii: "\"") else { return nil }
        index += 1
        var content: [UInt8] = []
        while index < end, bytes[index] != UInt8(ascii: "\"") {
            guard bytes[index] == UInt8(ascii: "\\") else {
                content.append(bytes[index])
                index += 1
                continue
            }
            guard index + 1 < end else { return nil }
            if bytes[index + 1] == UInt8(ascii: "u") {
                guard index + 6 <= end,
                    let code = UInt8(
                        String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self),
                        radix: 16
                    )
                else { return nil }
                content.append(code)
                index += 6
            } else {
                content.append(bytes[index + 1])
                index += 2
            }
        }
        guard index < end, let string = String(validating: content, as: UTF8.self) else {
            return nil
        }
        index += 1
        return Text(string)
    }
}
