// Which units this laptop shows an own value of, over what the server acknowledged. Kept in memory, derived
// from the log:
// rows above `laptop.settledThrough`, and `parked`. Empty on a server.
//
// An own change is *open* until it no longer matters to what is shown: void at once; accepted, when a page
// has brought its
// case at or past its position; refused at once; quarantined, when its second receipt came and then as that says.
internal import SyncModel

/// A merge unit of a record.
struct UnitKey: Hashable {
    /// The packed record reference.
    var record: Int64
    /// The interned unit.
    var unit: Int64
}

/// An open own change.
struct OpenChange {
    /// How it was answered so far.
    enum Answer: Hashable {
        case none
        case quarantined
        /// Accepted at this packed position, which no page has brought yet.
        case accepted(Int64)
    }

    var seq: UInt64
    /// The packed context.
    var context: Int64
    var answer: Answer
}

/// The open changes of one unit, oldest first; at least one.
struct OpenUnit {
    private var first: OpenChange
    private var later: [OpenChange] = []

    init(_ change: OpenChange) { first = change }

    var oldest: OpenChange { first }
    var newest: OpenChange { later.last ?? first }
    var count: Int { later.count + 1 }
    var all: [OpenChange] { [first] + later }

    /// The lowest context of the open changes.
    var lowestContext: Int64 {
        later.reduce(first.context) { min($0, $1.context) }
    }

    mutating func append(_ change: OpenChange) { later.append(change) }

    mutating func setAnswer(_ answer: OpenChange.Answer, of seq: UInt64) {
        if first.seq == seq {
            first.answer = answer
        } else if let index = later.firstIndex(where: { $0.seq == seq }) {
            later[index].answer = answer
        }
    }

    /// The unit without the changes that `isClosed` names; `nil` when none is left.
    func removing(_ isClosed: (OpenChange) -> Bool) -> OpenUnit? {
        let rest = all.filter { !isClosed($0) }
        guard let head = rest.first else { return nil }
        var unit = OpenUnit(head)
        unit.later = Array(rest.dropFirst())
        return unit
    }
}

/// The end of this laptop's own chain.
struct ChainTip {
    /// The last change; 0 before the first.
    var seq: UInt64 = 0
    /// The chain hash there; empty before the first.
    var hash: [UInt8] = []
    /// The last stamp given out.
    var hlc = HLC(milliseconds: 0, counter: 0)
}

/// The units with an open own change, and the end of the own chain.
struct PendingIndex {
    /// The open units.
    var units: [UnitKey: OpenUnit] = [:]
    /// The end of the own chain.
    var tip = ChainTip()
    /// The highest seq that was in a request or file.
    var sentThrough: UInt64 = 0
    /// All changes up to here have a receipt.
    var receiptedThrough: UInt64 = 0
    /// Changes up to here are not open, but those in `parked`.
    var settledThrough: UInt64 = 0
    /// Whether it was read from the log.
    var isLoaded = false
    /// How many open changes are accepted and wait for their page.
    var acceptedCount = 0

    /// How many open changes of a unit have no answer, as people are told: that a record of a case was made follows
    /// from its fields, and does not count.
    func unansweredCount(_ key: UnitKey, _ open: OpenUnit, aliveID: Int64, caseKind: Int) -> Int {
        let reference = RecordReference(packed: key.record)
        let isMade = key.unit == aliveID && reference.n < 0 && reference.kind != caseKind
        return (isMade ? open.all.dropFirst() : open.all[...]).count { $0.answer == .none }
    }

    /// Adds an open change, newer than those of its unit.
    mutating func add(_ change: OpenChange, to key: UnitKey) {
        if case .accepted = change.answer { acceptedCount += 1 }
        Self.append(change, to: &units[key])
    }

    /// Makes room for the units of drafts, so that the index does not grow step by step.
    mutating func makeRoom(for drafts: [SaveDraft]) {
        units.reserveCapacity(drafts.reduce(units.count) { $0 + $1.edits.count })
    }

    /// One look into the index, whether the unit is there or not.
    private static func append(_ change: OpenChange, to unit: inout OpenUnit?) {
        if unit?.append(change) == nil { unit = OpenUnit(change) }
    }
}

extension Session {
    /// The index, read from the log when it was not yet.
    func loadPending() throws {
        guard side == .laptop, !pending.isLoaded else { return }
        var index = PendingIndex()
        index.sentThrough = UInt64(try integerSetting(Setting.sentThrough) ?? 0)
        index.receiptedThrough = UInt64(try integerSetting(Setting.receiptedThrough) ?? 0)
        index.settledThrough = UInt64(try integerSetting(Setting.settledThrough) ?? 0)
        index.tip = try readTip()
        let parked = try prepare(
            """
            SELECT l.seq, l.record, l.unit, l.context, l.state, l.position
            FROM parked p JOIN log l ON l.seq = p.seq ORDER BY l.seq
            """
        )
        while try parked.step() { try add(parked, to: &index) }
        let open = try prepare(
            "SELECT seq, record, unit, context, state, position FROM log WHERE seq > ? ORDER BY seq"
        ).bind(1, index.settledThrough)
        while try open.step() { try add(open, to: &index) }
        index.isLoaded = true
        pending = index
    }

    private func add(_ row: Prepared, to index: inout PendingIndex) throws {
        let answer: OpenChange.Answer
        let state = row.optionalInteger(4)
        switch LogState.status(state) ?? LogState.claim(state) {
        case nil:
            if row.optionalInteger(4) == LogState.void { return }
            answer = .none
        case .quarantined: answer = .quarantined
        case .void, .refused: return
        case .applied, .agreed, .merged, .beaten, .conflictShown, .conflictBeaten, .superseded,
            .duplicate:
            guard let position = row.optionalInteger(5) else { return }
            let record = RecordReference(packed: row.integer(1))
            if try LogState.isSettled(state) || isCovered(record, at: position) {
                try hide(UnitKey(record: row.integer(1), unit: row.integer(2)), in: &index)
                return
            }
            answer = .accepted(position)
        }
        let change = OpenChange(seq: row.unsigned(0), context: row.integer(3), answer: answer)
        index.add(change, to: UnitKey(record: row.integer(1), unit: row.integer(2)))
    }

    /// Takes answered changes out, over which a later one of the unit was taken.
    ///
    /// They are those in quarantine, also once they are admitted. Sets show them all the same.
    private func hide(_ key: UnitKey, in index: inout PendingIndex) throws {
        guard let open = index.units[key], try !place(key).isSet else { return }
        index.units[key] = open.removing { $0.answer != .none }
    }

    /// Whether a page has brought the record's case at or past a position; also when the case is not here.
    func isCovered(_ record: RecordReference, at position: Int64) throws -> Bool {
        guard let caseN = try caseNumber(of: record) else { return true }
        let stands = try prepare("SELECT position FROM cases WHERE n = ?").bind(1, caseN)
            .first { $0.integer(0) }
        return stands.map { $0 >= position } ?? true
    }

    private func readTip() throws -> ChainTip {
        var tip = ChainTip()
        if let floor = try integerSetting(Setting.clockFloor) { tip.hlc = HLC(packed: floor) }
        tip.seq =
            try prepare("SELECT seq FROM log ORDER BY seq DESC LIMIT 1")
            .first { $0.unsigned(0) } ?? 0
        let header = try prepare(
            "SELECT save FROM log WHERE save IS NOT NULL ORDER BY seq DESC LIMIT 1"
        ).first { try SaveHeader.read($0, 0) }
        if let header {
            tip.hash = header.chainHash
            tip.hlc = max(tip.hlc, header.hlc)
        }
        return tip
    }
}
