extension Save {
    /// The bytes whose SHA-256 is this save's chain hash: the previous hash, then every field that
    /// may not change after the save.
    ///
    /// `isVoid` and `was` are left out: they are set later.
    ///
    /// - Parameter previous: The chain hash of the incarnation's previous save; empty for the first.
    /// - Returns: The bytes to hash.
    public func canonicalBytes(after previous: [UInt8]) -> [UInt8] {
        var packed = PackedValues()
        packed.reserve(256)
        previous.withUnsafeBytes { packed.append(bytes: $0) }
        caseID.bits.bytes.withUnsafeBytes { packed.append(bytes: $0) }
        packed.append(caseNumber.map { .text(Text($0)) } ?? .null)
        operation.bits.bytes.withUnsafeBytes { packed.append(bytes: $0) }
        packed.append(.text(Text(author)))
        packed.append(.text(Text(role.rawValue)))
        packed.append(integer: wallClock.milliseconds)
        packed.append(integer: Int64(zoneMinutes))
        packed.append(integer: Int64(clockSegment))
        packed.append(integer: hlc.milliseconds)
        packed.append(integer: Int64(hlc.counter))
        packed.append(integer: Int64(schemaVersion))
        for change in changes {
            packed.append(integer: Int64(bitPattern: change.dot.seq))
            packed.append(.text(Text(change.record.description)))
            packed.append(.text(Text(change.unit)))
            packed.append(change.value)
            packed.append(integer: Int64(change.context.epoch))
            packed.append(integer: Int64(bitPattern: change.context.revision))
        }
        return packed.bytes
    }
}
