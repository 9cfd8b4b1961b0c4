/// A sum of one contribution for each acknowledged, non-null field value: of a case, or of a scope.
///
/// Sums are modulo 2^64, so a hash is kept by taking away the old value's contribution and adding the new
/// one's, and a scope's hash is the sum of its cases'. It is an alarm for divergence between honest peers
/// and for damage; it is not a defence against forgery, which signatures are.
public struct StateHash: Hashable, Sendable, CustomStringConvertible {
    /// The sum.
    public var sum: UInt64

    /// The hash of nothing.
    public static let empty = StateHash(sum: 0)

    /// Wraps a sum.
    public init(sum: UInt64) { self.sum = sum }

    /// Adds what `other` sums up.
    public mutating func add(_ other: StateHash) { sum &+= other.sum }

    /// Takes away what `other` sums up.
    public mutating func subtract(_ other: StateHash) { sum &-= other.sum }

    /// 16 lower-case hexadecimal digits.
    public var description: String {
        let text = String(sum, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }

    /// The seed of a record's contributions: the same on every replica.
    public static func recordSeed(case caseID: CaseID, record: RecordAddress) -> UInt64 {
        var seed = mix(
            caseID.bits.high ^ 0x9E37_79B9_7F4A_7C15,
            caseID.bits.low ^ 0xC2B2_AE3D_27D4_EB4F
        )
        seed = fold(record.kind, seed: seed)
        switch record.key {
        case .caseFile: return seed
        case .unique(let key): return mix(seed ^ key.high, key.low ^ 0x1656_67B1_9E37_79F9)
        case .natural(let text): return fold(text, seed: seed)
        }
    }

    /// The seed of a field's contributions, from its name.
    public static func fieldSeed(_ name: String) -> UInt64 {
        fold(name, seed: 0x2545_F491_4F6C_DD1D)
    }

    /// The contribution of a text (also a code, date, instant, reference; a set as its stored JSON).
    public static func contribution(
        recordSeed: UInt64,
        fieldSeed: UInt64,
        text: UnsafeRawBufferPointer
    ) -> StateHash {
        StateHash(
            sum: fold(text, seed: mix(recordSeed ^ fieldSeed, fieldSeed ^ 0x27D4_EB2F_1656_67C5))
        )
    }

    /// The contribution of an integer, or of a boolean as 0 or 1.
    public static func contribution(
        recordSeed: UInt64,
        fieldSeed: UInt64,
        integer: Int64
    ) -> StateHash {
        let seed = mix(recordSeed ^ fieldSeed, fieldSeed ^ 0x27D4_EB2F_1656_67C5)
        return StateHash(sum: mix(seed ^ UInt64(bitPattern: integer), 0xD6E8_FEB8_6659_FD93))
    }

    private static func fold(_ text: String, seed: UInt64) -> UInt64 {
        var text = text
        return text.withUTF8 { fold(UnsafeRawBufferPointer($0), seed: seed) }
    }

    /// Folds bytes eight at a time by a 64 x 64 to 128 bit multiplication.
    ///
    /// Source: the multiply-and-fold step of wyhash (Wang Yi, public domain); reimplemented.
    private static func fold(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
        var state = mix(seed ^ UInt64(bytes.count), 0xA076_1D64_78BD_642F)
        var offset = 0
        while offset + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
            state = mix(state ^ word, 0xE703_7ED1_A0B4_28DB)
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < bytes.count {
            rest = rest << 8 | UInt64(bytes[offset])
            offset += 1
        }
        return mix(state ^ rest, 0x8EBC_6AF0_9C88_C6E3)
    }

    private static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 {
        let product = first.multipliedFullWidth(by: second)
        return product.high ^ product.low
    }
}
