import Casework
import SyncModel

/// Bytes as a schema file, or as a case number: what the fuzzers give, and what the corpora hold.
enum SchemaInput {
    /// What is wrong with how the bytes are read as a schema; `nil` when nothing is.
    ///
    /// A schema that can be read has a packed form that says the same, and its next version may be the same.
    static func problem(_ input: [UInt8]) -> String? {
        guard let text = String(validating: input, as: UTF8.self),
            let schema = try? SchemaReader.read(text, file: "schema")
        else { return nil }
        guard Schema(packed: schema.packed, source: text) == schema else { return "another packed" }
        guard schema.version < .max else { return nil }
        var next = schema
        next.version += 1
        return next.obstacles(toFollowing: schema).first
    }
}

/// Bytes as a case number.
enum NumberInput {
    /// What is wrong with how the bytes are read; `nil` when nothing is.
    ///
    /// A number that can be read is printed and read the same again; with any one character altered it is not read.
    static func problem(_ input: [UInt8]) -> String? {
        guard let text = String(validating: input, as: UTF8.self),
            let number = try? CaseNumber(reading: text)
        else { return nil }
        let printed = number.description
        guard (try? CaseNumber(reading: printed)) == number else { return "printed as another" }
        for index in printed.utf8.indices where printed.utf8[index] != UInt8(ascii: "-") {
            var bytes = Array(printed.utf8)
            let place = printed.utf8.distance(from: printed.startIndex, to: index)
            bytes[place] = bytes[place] == UInt8(ascii: "7") ? UInt8(ascii: "3") : UInt8(ascii: "7")
            let altered = String(decoding: bytes, as: UTF8.self)
            if (try? CaseNumber(reading: altered)) != nil { return "\(altered) is read too" }
        }
        return nil
    }
}
