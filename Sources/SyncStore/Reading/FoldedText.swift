/// Text folded for search: lower case, without diacritics; `é` and `E` meet in `e`.
///
/// A table covers Latin-1 and Latin Extended-A; combining marks are dropped; other scalars take Unicode's simple
/// lower case.
struct FoldedText {
    /// The folded UTF-8 bytes.
    private(set) var bytes: [UInt8] = []

    /// Folds `text`.
    init(_ text: String) {
        var text = text
        text.withUTF8 { fold(UnsafeRawBufferPointer($0)) }
    }

    /// Room for texts that are folded one after the other.
    init() {}

    /// Replaces the content by `utf8`, folded.
    mutating func fold(_ utf8: UnsafeRawBufferPointer) {
        bytes.removeAll(keepingCapacity: true)
        bytes.reserveCapacity(utf8.count)
        var index = 0
        while index < utf8.count {
            let byte = utf8[index]
            if byte < 128 {
                bytes.append(Self.lower(byte))
                index += 1
                continue
            }
            let count = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            let end = min(index + count, utf8.count)
            append(scalar: utf8[index..<end])
            index = end
        }
    }

    /// Where `needle` begins, as an offset in the folded bytes; `nil` when it does not occur.
    func firstOffset(of needle: FoldedText) -> Int? {
        let (size, length) = (bytes.count, needle.bytes.count)
        guard length > 0, length <= size else { return nil }
        let first = needle.bytes[0]
        return bytes.withUnsafeBufferPointer { text in
            needle.bytes.withUnsafeBufferPointer { sought in
                var start = 0
                while start <= size - length {
                    if text[start] == first {
                        var matched = 1
                        while matched < length, text[start + matched] == sought[matched] {
                            matched += 1
                        }
                        if matched == length { return start }
                    }
                    start += 1
                }
                return nil
            }
        }
    }

    /// Where this begins in plain ASCII, which folds byte by byte; `nil` when it does not occur.
    func offset(inASCII text: UnsafeRawBufferPointer) -> Int? {
        let (size, length) = (text.count, bytes.count)
        guard length > 0, length <= size else { return nil }
        return bytes.withUnsafeBufferPointer { sought in
            let first = sought[0]
            for start in 0...(size - length) where Self.lower(text[start]) == first {
                var matched = 1
                while matched < length, Self.lower(text[start + matched]) == sought[matched] {
                    matched += 1
                }
                if matched == length { return start }
            }
            return nil
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }

    private mutating func append(scalar: Slice<UnsafeRawBufferPointer>) {
        let string = String(decoding: scalar, as: UTF8.self)
        guard let value = string.unicodeScalars.first else { return }
        if (0x300...0x36F).contains(value.value) { return }
        if let base = Self.bases[value.value] {
            bytes.append(contentsOf: base)
        } else {
            bytes.append(contentsOf: value.properties.lowercaseMapping.utf8)
        }
    }

    /// Letters of Latin-1 and Latin Extended-A, in order of the code chart, with what they fold to.
    private static let bases: [UInt32: [UInt8]] = {
        let groups: [(String, String)] = [
            ("àáâãäåāăąÀÁÂÃÄÅĀĂĄ", "a"), ("æÆ", "ae"), ("çćĉċčÇĆĈĊČ", "c"), ("ďđðĎĐÐ", "d"),
            ("èéêëēĕėęěÈÉÊËĒĔĖĘĚ", "e"), ("ĝğġģĜĞĠĢ", "g"), ("ĥħĤĦ", "h"),
            ("ìíîïĩīĭįıÌÍÎÏĨĪĬĮİ", "i"), ("ĳĲ", "ij"), ("ĵĴ", "j"), ("ķĶ", "k"),
            ("ĺļľŀłĹĻĽĿŁ", "l"), ("ñńņňŉŋÑŃŅŇŊ", "n"), ("òóôõöøōŏőÒÓÔÕÖØŌŎŐ", "o"),
            ("œŒ", "oe"), ("ŕŗřŔŖŘ", "r"), ("śŝşšŚŜŞŠ", "s"), ("ß", "ss"), ("ţťŧŢŤŦ", "t"),
            ("ùúûüũūŭůűųÙÚÛÜŨŪŬŮŰŲ", "u"), ("ŵŴ", "w"), ("ýÿŷÝŶŸ", "y"), ("źżžŹŻŽ", "z"),
            ("þÞ", "th"),
        ]
        var bases: [UInt32: [UInt8]] = [:]
        for (letters, base) in groups {
            for scalar in letters.unicodeScalars { bases[scalar.value] = Array(base.utf8) }
        }
        return bases
    }()
}

extension UnsafeRawBufferPointer {
    /// Whether all bytes are ASCII; told eight at a time.
    var isASCII: Bool {
        var offset = 0
        while offset + 8 <= count {
            let word = loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { return false }
            offset += 8
        }
        while offset < count {
            if self[offset] >= 128 { return false }
            offset += 1
        }
        return true
    }
}
