internal import SyncMerge
internal import SyncModel

/// What the log keeps beside a change of the server's own: what it covers, or whose candidate it is.
enum DecisionBody: Hashable {
    /// A resolution.
    case resolution(covers: Set<Dot>, passedOver: Set<Accepted.PassedOver>)
    /// A candidate made live again; it is shown as its first author's.
    case reopened(Original)

    /// Who first wrote a candidate that was made live again.
    struct Original: Hashable {
        var author: String
        var device: ReplicaID
        var written: Instant
        var order: Instant
        var isSuspect: Bool
    }

    /// The bytes for the table `decisions`.
    var bytes: [UInt8] {
        var packed = PackedValues()
        switch self {
        case .resolution(let covers, let passedOver):
            packed.append(integer: 1)
            packed.append(integer: Int64(covers.count))
            for dot in covers.sorted() {
                packed.append(identifier: dot.incarnation.bits)
                packed.append(integer: Int64(bitPattern: dot.seq))
            }
            packed.append(integer: Int64(passedOver.count))
            for passed in passedOver {
                packed.append(.text(Text(passed.author)))
                packed.append(passed.value)
            }
        case .reopened(let original):
            packed.append(integer: 2)
            packed.append(.text(Text(original.author)))
            packed.append(identifier: original.device.bits)
            packed.append(integer: original.written.milliseconds)
            packed.append(integer: original.order.milliseconds)
            packed.append(.boolean(original.isSuspect))
        }
        return packed.bytes
    }

    /// Reads the bytes of the table `decisions`.
    ///
    /// - Throws: ``StoreError`` `corrupt` when they are not a decision.
    init(bytes: [UInt8]) throws {
        var reader = BodyReader(bytes)
        switch try reader.integer() {
        case 1:
            var covers: Set<Dot> = []
            for _ in 0..<(try reader.integer()) {
                let incarnation = IncarnationID(try reader.identifier())
                let seq = UInt64(bitPattern: try reader.integer())
                covers.insert(Dot(incarnation: incarnation, seq: seq))
            }
            var passedOver: Set<Accepted.PassedOver> = []
            for _ in 0..<(try reader.integer()) {
                passedOver.insert(.init(author: try reader.text(), value: try reader.value()))
            }
            self = .resolution(covers: covers, passedOver: passedOver)
        case 2:
            self = .reopened(
                Original(
                    author: try reader.text(),
                    device: ReplicaID(try reader.identifier()),
                    written: Instant(milliseconds: try reader.integer()),
                    order: Instant(milliseconds: try reader.integer()),
                    isSuspect: try reader.value() == .boolean(true)
                )
            )
        default: throw StoreError(.corrupt, "a decision in the log cannot be read")
        }
    }
}

extension PackedValues {
    /// Appends an identifier as its 16 bytes.
    mutating func append(identifier: Identifier128) {
        identifier.bytes.withUnsafeBytes { append(bytes: $0) }
    }
}
