/// An identifier of one kind of thing; wraps 128 bits so that two kinds cannot be mixed up.
public protocol TypedIdentifier: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The bits.
    var bits: Identifier128 { get }
    /// Wraps the bits.
    init(_ bits: Identifier128)
}

extension TypedIdentifier {
    /// Reads the UUID text form; `nil` when it is not one.
    public init?(_ text: String) {
        guard let bits = Identifier128(text) else { return nil }
        self.init(bits)
    }

    /// Reads exactly 16 bytes; `nil` for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard let bits = Identifier128(bytes: bytes) else { return nil }
        self.init(bits)
    }

    /// The UUID text form, in lower case.
    public var description: String { bits.description }

    /// Whether `left` sorts before `right`, bit by bit.
    public static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
}

/// A case file; a UUIDv7 made on the device that opened the case.
///
/// Never changes.
public struct CaseID: TypedIdentifier {
    /// The bits.
    public let bits: Identifier128
    /// Wraps the bits.
    public init(_ bits: Identifier128) { self.bits = bits }
}

/// One database on one device: what `device list` shows.
///
/// Kept by a re-enrolment in the same folder.
public struct ReplicaID: TypedIdentifier {
    /// The bits.
    public let bits: Identifier128
    /// Wraps the bits.
    public init(_ bits: Identifier128) { self.bits = bits }
}

/// One unbroken life of a replica's database; the name space of its change numbers.
///
/// The incarnations of the server's own changes (resolutions, reopened candidates) are of this type too.
public struct IncarnationID: TypedIdentifier {
    /// The bits.
    public let bits: Identifier128
    /// Wraps the bits.
    public init(_ bits: Identifier128) { self.bits = bits }
}

/// What one command did, over one or more cases; ties its saves together.
public struct OperationID: TypedIdentifier {
    /// The bits.
    public let bits: Identifier128
    /// Wraps the bits.
    public init(_ bits: Identifier128) { self.bits = bits }

    /// The operation that begins with the change `dot`.
    ///
    /// The id to use where none was chosen, because it costs nothing on the wire; as unique as the
    /// incarnation's random bits.
    public init(startingAt dot: Dot) {
        let incarnation = dot.incarnation.bits
        bits = Identifier128(high: incarnation.high, low: incarnation.low ^ dot.seq)
    }
}
