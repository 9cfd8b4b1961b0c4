/// A schema as bytes, beside its text: reading the built-in YAML takes some 20 ms, reading this one.
///
/// A program that opens a store for each command keeps these bytes there and falls back on the text when they do
/// not fit. They are no exchange format: another version of the program may not read them.
extension Schema {
    /// Raised with every change of what is written here, or of what ``Schema`` holds.
    private static let packedFormat: Int64 = 1

    /// The schema as bytes, tied to its text by a hash.
    public var packed: [UInt8] {
        var cells = PackedValues()
        cells.append(integer: Self.packedFormat)
        cells.append(integer: Self.fingerprint(of: Array(source.utf8)))
        cells.append(.text(Text(name)))
        cells.append(integer: Int64(version))
        cells.append(integer: Int64(kinds.count))
        for kind in kinds { kind.append(to: &cells) }
        return Self.bytes(of: Int64(cells.count))
            + Self.bytes(of: Self.fingerprint(of: cells.bytes))
            + cells.bytes
    }

    /// Reads ``packed``; `nil` when the bytes are damaged, of another program's version, or of another text.
    ///
    /// - Parameters:
    ///   - packed: Any bytes.
    ///   - source: The schema's text, which is kept, not read.
    public init?(packed: [UInt8], source: String) {
        guard packed.count > 16 else { return nil }
        let cells = Array(packed[16...])
        guard Array(packed[8..<16]) == Self.bytes(of: Self.fingerprint(of: cells)) else {
            return nil
        }
        let count = packed[..<8].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        guard (0...Int64(cells.count)).contains(count) else { return nil }
        var reader = PackedReader(PackedValues(bytes: cells, count: Int(count)))
        do {
            guard try reader.integer() == Self.packedFormat,
                try reader.integer() == Self.fingerprint(of: Array(source.utf8))
            else { return nil }
            let name = try reader.text()
            guard let version = UInt32(exactly: try reader.integer()) else { return nil }
            var kinds: [Kind] = []
            for _ in 0..<(try reader.count()) { kinds.append(try Kind(&reader)) }
            try reader.finish()
            self.init(name: name, version: version, kinds: kinds, source: source)
        } catch {
            return nil
        }
    }

    private static func fingerprint(of bytes: [UInt8]) -> Int64 {
        bytes.withUnsafeBytes { bytes in
            let sum = StateHash.contribution(recordSeed: 1, fieldSeed: 2, text: bytes).sum
            return Int64(bitPattern: sum)
        }
    }

    /// Eight bytes, most significant first.
    private static func bytes(of integer: Int64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: integer >> Int64($0)) }
    }
}

extension Kind {
    fileprivate func append(to cells: inout PackedValues) {
        cells.append(.text(Text(name)))
        cells.append(.boolean(isAppend))
        cells.append(.boolean(hasNaturalKey))
        cells.append(labels: labels)
        cells.append(integer: Int64(fields.count))
        for field in fields { field.append(to: &cells) }
    }

    fileprivate init(_ reader: inout PackedReader) throws(PackedError) {
        let name = try reader.text()
        let isAppend = try reader.boolean()
        let hasNaturalKey = try reader.boolean()
        let labels = try reader.labels()
        var fields: [Field] = []
        for _ in 0..<(try reader.count()) { fields.append(try Field(&reader)) }
        self.init(
            name: name,
            isAppend: isAppend,
            hasNaturalKey: hasNaturalKey,
            fields: fields,
            labels: labels
        )
    }
}

extension Field {
    fileprivate func append(to cells: inout PackedValues) {
        cells.append(.text(Text(name)))
        type.append(to: &cells)
        policy.append(to: &cells)
        cells.append(group.map { .text(Text($0)) } ?? .null)
        cells.append(.text(Text(sensitivity.rawValue)))
        for bound in [lengthMax.map { Int64($0) }, minimum, maximum] {
            cells.append(bound.map { .integer($0) } ?? .null)
        }
        for flag in [notAfterToday, isRequired, isUrgent, isRetired] {
            cells.append(.boolean(flag))
        }
        cells.append(labels: labels)
        let codes = codeLabels.keys.sorted { Text($0) < Text($1) }
        cells.append(integer: Int64(codes.count))
        for code in codes {
            cells.append(.text(Text(code)))
            cells.append(labels: codeLabels[code] ?? [:])
        }
    }

    fileprivate init(_ reader: inout PackedReader) throws(PackedError) {
        self.init(
            name: try reader.text(),
            type: try FieldType(&reader),
            policy: try MergePolicy(&reader),
            group: try reader.optionalText()
        )
        guard let sensitivity = Sensitivity(rawValue: try reader.text()) else { throw .damaged }
        self.sensitivity = sensitivity
        if let bound = try reader.optionalInteger() {
            guard let length = Int(exactly: bound) else { throw .damaged }
            lengthMax = length
        }
        minimum = try reader.optionalInteger()
        maximum = try reader.optionalInteger()
        notAfterToday = try reader.boolean()
        isRequired = try reader.boolean()
        isUrgent = try reader.boolean()
        isRetired = try reader.boolean()
        labels = try reader.labels()
        for _ in 0..<(try reader.count()) {
            let code = try reader.text()
            codeLabels[code] = try reader.labels()
        }
    }
}

extension FieldType {
    fileprivate func append(to cells: inout PackedValues) {
        cells.append(.text(Text(name)))
        switch self {
        case .text, .integer, .boolean, .date, .instant: return
        case .code(let codes):
            cells.append(integer: Int64(codes.count))
            for code in codes { cells.append(.text(Text(code))) }
        case .set(let element): element.append(to: &cells)
        case .reference(let kind): cells.append(.text(Text(kind)))
        }
    }

    fileprivate init(_ reader: inout PackedReader, isElement: Bool = false) throws(PackedError) {
        switch try reader.text() {
        case "text": self = .text
        case "integer": self = .integer
        case "boolean": self = .boolean
        case "date": self = .date
        case "instant": self = .instant
        case "code":
            var codes: [String] = []
            for _ in 0..<(try reader.count()) { codes.append(try reader.text()) }
            self = .code(codes)
        case "set":
            guard !isElement else { throw .damaged }
            self = .set(of: try FieldType(&reader, isElement: true))
        case "reference": self = .reference(to: try reader.text())
        default: throw .damaged
        }
    }
}

extension MergePolicy {
    fileprivate func append(to cells: inout PackedValues) {
        cells.append(.text(Text(name)))
        switch self {
        case .queue, .lww, .decide, .append, .set, .text, .server: return
        case .restrictive(let protective):
            cells.append(integer: Int64(protective.count))
            for value in protective { cells.append(value) }
        case .owner(let role): cells.append(.text(Text(role.rawValue)))
        }
    }

    fileprivate init(_ reader: inout PackedReader) throws(PackedError) {
        switch try reader.text() {
        case "queue": self = .queue
        case "lww": self = .lww
        case "decide": self = .decide
        case "append": self = .append
        case "set": self = .set
        case "text": self = .text
        case "server": self = .server
        case "restrictive":
            var protective: [Value] = []
            for _ in 0..<(try reader.count()) { protective.append(try reader.nextValue()) }
            self = .restrictive(protective: protective)
        case "owner":
            guard let role = Role(rawValue: try reader.text()) else { throw .damaged }
            self = .owner(role)
        default: throw .damaged
        }
    }
}

extension PackedValues {
    /// Appends labels as a group: language and text.
    fileprivate mutating func append(labels: [String: String]) {
        append(
            Value.makeGroup(labels.map { GroupMember(name: $0.key, value: .text(Text($0.value))) })
        )
    }
}

extension PackedReader {
    fileprivate mutating func integer() throws(PackedError) -> Int64 {
        guard case .integer(let integer) = try next() else { throw .damaged }
        return integer
    }

    /// A count of what follows: never more than the cells that are left.
    fileprivate mutating func count() throws(PackedError) -> Int {
        let integer = try integer()
        guard integer >= 0, integer <= Int64(remaining) else { throw .damaged }
        return Int(integer)
    }

    fileprivate mutating func boolean() throws(PackedError) -> Bool {
        guard case .boolean(let flag) = try next() else { throw .damaged }
        return flag
    }

    fileprivate mutating func text() throws(PackedError) -> String {
        guard let text = try optionalText() else { throw .damaged }
        return text
    }

    fileprivate mutating func optionalText() throws(PackedError) -> String? {
        switch try nextValue() {
        case .null: return nil
        case .text(let text): return text.string
        case .integer, .boolean, .set, .difference, .group: throw .damaged
        }
    }

    fileprivate mutating func optionalInteger() throws(PackedError) -> Int64? {
        switch try nextValue() {
        case .null: return nil
        case .integer(let integer): return integer
        case .text, .boolean, .set, .difference, .group: throw .damaged
        }
    }

    fileprivate mutating func labels() throws(PackedError) -> [String: String] {
        guard case .group(let members) = try nextValue() else { throw .damaged }
        var labels: [String: String] = [:]
        for member in members {
            guard case .text(let text) = member.value else { throw .damaged }
            labels[member.name] = text.string
        }
        return labels
    }
}
