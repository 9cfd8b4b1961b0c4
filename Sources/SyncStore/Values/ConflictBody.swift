// A conflict in one blob: `conflicts.body`. Policy, base, shown, candidates and how it ended; the rest has columns.
internal import SyncModel

/// The part of a conflict that is stored as one blob.
enum ConflictBody {
    private static let version: Int64 = 1

    /// Writes the body of a conflict.
    static func encode(_ conflict: Conflict) -> [UInt8] {
        var packed = PackedValues()
        packed.append(integer: version)
        packed.append(.text(Text(conflict.policy)))
        packed.append(conflict.base)
        packed.append(conflict.shown)
        packed.append(integer: Int64(conflict.candidates.count))
        for candidate in conflict.candidates { append(candidate, to: &packed) }
        if let resolution = conflict.resolution {
            packed.append(integer: resolution.at.milliseconds)
            packed.append(resolution.value)
            packed.append(.text(Text(resolution.by)))
            packed.append(.text(Text(resolution.reason)))
        } else {
            packed.appendNull()
        }
        return packed.bytes
    }

    private static func append(_ candidate: Candidate, to packed: inout PackedValues) {
        packed.append(candidate.value)
        packed.append(.text(Text(candidate.author)))
        candidate.device.bits.bytes.withUnsafeBytes { packed.append(bytes: $0) }
        packed.append(integer: candidate.written.milliseconds)
        packed.append(integer: candidate.order.milliseconds)
        packed.append(.boolean(candidate.clockSuspect))
        candidate.dot.incarnation.bits.bytes.withUnsafeBytes { packed.append(bytes: $0) }
        packed.append(integer: Int64(bitPattern: candidate.dot.seq))
        packed.append(.boolean(candidate.isShown))
    }

    /// Fills a conflict's body in.
    ///
    /// - Throws: ``StoreError`` `corrupt` when the bytes are not a body.
    static func decode(_ bytes: [UInt8], into conflict: inout Conflict) throws {
        var cells = BodyReader(bytes)
        guard try cells.integer() == version else {
            throw StoreError(.corrupt, "a conflict's body has another version")
        }
        conflict.policy = try cells.text()
        conflict.base = try cells.value()
        conflict.shown = try cells.value()
        let count = try cells.integer()
        conflict.candidates = []
        for _ in 0..<max(0, count) { conflict.candidates.append(try candidate(&cells)) }
        guard let at = try cells.optionalInteger() else {
            conflict.resolution = nil
            return
        }
        conflict.resolution = Conflict.Resolution(
            value: try cells.value(),
            by: try cells.text(),
            reason: try cells.text(),
            at: Instant(milliseconds: at)
        )
    }

    private static func candidate(_ cells: inout BodyReader) throws -> Candidate {
        let value = try cells.value()
        let author = try cells.text()
        let device = ReplicaID(try cells.identifier())
        let written = Instant(milliseconds: try cells.integer())
        let order = Instant(milliseconds: try cells.integer())
        let clockSuspect = try cells.boolean()
        let incarnation = IncarnationID(try cells.identifier())
        let dot = Dot(incarnation: incarnation, seq: UInt64(bitPattern: try cells.integer()))
        return Candidate(
            value: value,
            author: author,
            device: device,
            written: written,
            order: order,
            clockSuspect: clockSuspect,
            dot: dot,
            isShown: try cells.boolean()
        )
    }
}

/// Reads packed cells of a blob of this store, whose types are known.
struct BodyReader: ~Copyable {
    private let bytes: [UInt8]
    private var reader: PackedReader

    /// Starts at the first cell; there are no more cells than bytes.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        reader = PackedReader(PackedValues(bytes: bytes, count: bytes.count))
    }

    /// The next cell as a value.
    mutating func value() throws -> Value {
        do throws(PackedError) {
            return try reader.nextValue()
        } catch {
            throw Self.damaged
        }
    }

    mutating func optionalInteger() throws -> Int64? {
        switch try value() {
        case .integer(let integer): integer
        case .null: nil
        default: throw Self.damaged
        }
    }

    mutating func integer() throws -> Int64 {
        guard let integer = try optionalInteger() else { throw Self.damaged }
        return integer
    }

    mutating func optionalText() throws -> String? {
        switch try value() {
        case .text(let text): text.string
        case .null: nil
        default: throw Self.damaged
        }
    }

    mutating func text() throws -> String {
        guard let text = try optionalText() else { throw Self.damaged }
        return text
    }

    mutating func boolean() throws -> Bool {
        guard case .boolean(let flag) = try value() else { throw Self.damaged }
        return flag
    }

    /// The next cell as raw bytes.
    mutating func raw() throws -> [UInt8] {
        let cell: PackedReader.Cell
        do throws(PackedError) {
            cell = try reader.next()
        } catch {
            throw Self.damaged
        }
        guard case .bytes(let range) = cell else { throw Self.damaged }
        return Array(bytes[range])
    }

    mutating func identifier() throws -> Identifier128 {
        guard let identifier = Identifier128(bytes: try raw()) else { throw Self.damaged }
        return identifier
    }

    private static var damaged: StoreError { StoreError(.corrupt, "a stored body cannot be read") }
}
