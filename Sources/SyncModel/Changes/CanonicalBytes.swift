/// The bytes whose SHA-256 is a save's chain hash: the previous hash, then every field that may not change after
/// the save.
///
/// `isVoid` and `was` are left out: they are set later.
public struct CanonicalBytes {
    private var packed = PackedValues()

    /// Begins with what the changes of a save have in common; its own changes are not read.
    ///
    /// - Parameters:
    ///   - save: The save.
    ///   - previous: The chain hash of the incarnation's previous save; empty for the first.
    public init(of save: Save, after previous: [UInt8]) {
        packed.reserve(256)
        previous.withUnsafeBytes { packed.append(bytes: $0) }
        packed.append(bytesOf: save.caseID.bits)
        packed.append(text: save.caseNumber)
        packed.append(bytesOf: save.operation.bits)
        packed.append(text: save.author)
        packed.append(text: save.role.rawValue)
        packed.append(integer: save.wallClock.milliseconds)
        packed.append(integer: Int64(save.zoneMinutes))
        packed.append(integer: Int64(save.clockSegment))
        packed.append(integer: save.hlc.milliseconds)
        packed.append(integer: Int64(save.hlc.counter))
        packed.append(integer: Int64(save.schemaVersion))
    }

    /// Goes on with a change: in order, each once.
    public mutating func append(
        seq: UInt64,
        record: RecordAddress,
        unit: String,
        value: Value,
        context: Position
    ) {
        packed.append(integer: Int64(bitPattern: seq))
        packed.append(text: record.description)
        packed.append(text: unit)
        packed.append(value)
        packed.append(integer: Int64(context.epoch))
        packed.append(integer: Int64(bitPattern: context.revision))
    }

    /// The bytes to hash.
    public var bytes: [UInt8] { packed.bytes }
}

extension Save {
    /// The bytes whose SHA-256 is this save's chain hash.
    ///
    /// - Parameter previous: The chain hash of the incarnation's previous save; empty for the first.
    /// - Returns: The bytes to hash.
    public func canonicalBytes(after previous: [UInt8]) -> [UInt8] {
        var canonical = CanonicalBytes(of: self, after: previous)
        for change in changes {
            canonical.append(
                seq: change.dot.seq,
                record: change.record,
                unit: change.unit,
                value: change.value,
                context: change.context
            )
        }
        return canonical.bytes
    }
}
