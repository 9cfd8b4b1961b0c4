internal import Crypto
internal import SyncModel

/// Makes saves of the rows of a damaged log.
///
/// A save of which all is there goes on as it was made, with the hash that its chain gave it. Of one with holes each
/// stretch without a hole becomes a save by itself: its changes keep their dots, and the hash fits nothing.
struct RescuedSaves {
    /// A save to send, and how it stands to the chain.
    struct Piece {
        var save: Save
        /// Whether the chain's hash follows from its bytes, or nothing is known against it.
        var isSound: Bool
    }

    private let log: RescuedLog
    private var names: RescuedNames
    private let author: String
    private let role: Role
    /// What is left to send, in order.
    private(set) var pieces: [Piece] = []
    /// The chain hash after the change of a number, where a save that ends there can be read.
    private var hashes: [UInt64: [UInt8]] = [:]
    /// The last header that was read: gives the time to what has none.
    private var last: SaveHeader?

    /// `author` and `role` are of changes whose save cannot be read.
    init(_ log: RescuedLog, _ names: RescuedNames, author: String, role: Role) {
        (self.log, self.names, self.author, self.role) = (log, names, author, role)
        for origin in log.chain.origins { hashes[origin.fork.seq] = origin.fork.hash }
        hashes[0] = []
        for (seq, row) in log.rows {
            guard let header = row.header else { continue }
            hashes[seq + UInt64(header.count) - 1] = header.chainHash
        }
        for group in groups() { add(group) }
    }

    /// The rows, in order, one group a save; a row whose save cannot be read is in a group without a header.
    private func groups() -> [[RescuedLog.Row]] {
        var groups: [[RescuedLog.Row]] = []
        var end: UInt64 = 0
        for row in log.rows.values.sorted(by: { $0.seq < $1.seq }) {
            if let header = row.header {
                groups.append([row])
                end = row.seq + UInt64(header.count)
            } else if row.seq < end {
                groups[groups.count - 1].append(row)
            } else {
                groups.append([row])
                end = 0
            }
        }
        return groups
    }

    private mutating func add(_ group: [RescuedLog.Row]) {
        guard let first = group.first else { return }
        last = first.header ?? last
        guard group.contains(where: { $0.isPending && $0.seq > log.receiptedThrough }) else {
            return
        }
        let caseID = first.header?.caseID
        let changes = group.compactMap { change($0, in: caseID) }
        if let header = first.header, changes.count == header.count, group.count == header.count {
            let save = save(header, of: first, changes)
            pieces.append(Piece(save: save, isSound: isSound(save)))
            return
        }
        var stretch: [Change] = []
        for change in changes {
            if let before = stretch.last, before.dot.seq + 1 != change.dot.seq {
                addStretch(stretch, first)
                stretch = []
            }
            stretch.append(change)
        }
        addStretch(stretch, first)
    }

    private mutating func addStretch(_ changes: [Change], _ first: RescuedLog.Row) {
        guard let start = changes.first else { return }
        let header: SaveHeader
        if let known = first.header {
            header = known
        } else {
            guard let caseID = names.caseID(of: first.record) else { return }
            header = substitute(in: caseID, at: start.dot)
        }
        var save = save(header, of: first, changes)
        save.chainHash = [UInt8](repeating: 0, count: 32)
        if start.dot.seq != first.seq { save.caseNumber = nil }
        pieces.append(Piece(save: save, isSound: false))
    }

    /// What is said of a change whose save cannot be read: the laptop's user, at the time of the save before it.
    private func substitute(in caseID: CaseID, at dot: Dot) -> SaveHeader {
        SaveHeader(
            caseID: caseID,
            operation: OperationID(startingAt: dot),
            chainHash: [],
            count: 1,
            author: -1,
            role: role,
            wallClock: last?.wallClock ?? Instant(milliseconds: 0),
            zoneMinutes: last?.zoneMinutes ?? 0,
            clockSegment: last?.clockSegment ?? 0,
            hlc: last?.hlc ?? HLC(milliseconds: 0, counter: 0),
            schemaVersion: last?.schemaVersion ?? 1,
            caseNumber: nil
        )
    }

    private func save(
        _ header: SaveHeader,
        of row: RescuedLog.Row,
        _ changes: [Change]
    ) -> Save {
        Save(
            caseID: header.caseID,
            caseNumber: header.caseNumber,
            operation: header.operation,
            author: names.name(header.author) ?? author,
            role: header.role,
            wallClock: header.wallClock,
            zoneMinutes: header.zoneMinutes,
            clockSegment: header.clockSegment,
            hlc: header.hlc,
            schemaVersion: header.schemaVersion,
            changes: changes,
            chainHash: header.chainHash
        )
    }

    private mutating func change(_ row: RescuedLog.Row, in caseID: CaseID?) -> Change? {
        guard let unit = names.name(row.unit), let value = Self.value(row.value),
            let address = names.address(of: row.record, in: caseID)
        else { return nil }
        return Change(
            dot: log.chain.dot(row.seq),
            record: address,
            unit: unit,
            value: value,
            context: row.context,
            isVoid: row.isVoid,
            was: log.chain.was(row.seq),
            recordNumber: address.key == .unresolved ? row.record.n : nil
        )
    }

    private static func value(_ stored: StoredValue) -> Value? {
        switch stored {
        case .null: return .null
        case .integer(let integer): return .integer(integer)
        case .text(let bytes): return .text(Text(String(decoding: bytes, as: UTF8.self)))
        // A value that cannot be read is counted as missing by whoever asked.
        case .blob(let bytes): return try? unpackedCell(bytes)
        case .real: return nil
        }
    }

    /// Whether the hash of a save follows from its bytes; true where the hash before it, or a key, is not known.
    private func isSound(_ save: Save) -> Bool {
        guard let first = save.changes.first?.dot.seq, let before = hashes[first - 1],
            !save.changes.contains(where: { $0.record.key == .unresolved })
        else { return true }
        return Array(SHA256.hash(data: save.canonicalBytes(after: before))) == save.chainHash
    }
}
