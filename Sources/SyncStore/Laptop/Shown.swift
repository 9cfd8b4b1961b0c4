// What is shown and what is acknowledged of a unit on a laptop.
//
// The wide row holds what is shown: the newest open own change over what the server acknowledged. What is
// acknowledged of a
// unit with open changes is in `beneath`, else in `base` of its oldest open log row.
internal import SyncModel

/// A merge unit of a record, with where its members are; `columns` is `nil` for `alive` and for units that this schema
/// does not know.
struct UnitPlace {
    let table: KindTable
    let n: Int64
    let name: String
    let id: Int64
    let columns: UnitColumns?

    var key: UnitKey { UnitKey(record: record.packed, unit: id) }
    var record: RecordReference { RecordReference(kind: table.number, n: n) }
    var isAlive: Bool { columns == nil && name == Schema.aliveUnit }
    /// Whether its changes are differences: by type, so also a set that is written once.
    var isSet: Bool { columns?.isSet ?? false }
}

extension Session {
    /// The place of a unit by its interned name.
    func place(_ key: UnitKey) throws -> UnitPlace {
        let record = RecordReference(packed: key.record)
        let table = try kinds.table(of: record)
        let name = try names.text(key.unit)
        return UnitPlace(
            table: table,
            n: record.n,
            name: name,
            id: key.unit,
            columns: table.units[name]
        )
    }

    /// What the wide row shows of a unit.
    func shown(_ place: UnitPlace) throws -> Value {
        if place.isAlive {
            let alive = try prepare("SELECT alive FROM \(place.table.table) WHERE _n = ?")
            return try alive.bind(1, place.n).first { .boolean($0.integer(0) != 0) } ?? .null
        }
        if let columns = place.columns { return try place.table.shown(columns, of: place.n) }
        return try unknownValue(place.record, place.id)
    }

    /// Writes what the wide row shows of a unit.
    func setShown(_ place: UnitPlace, to value: Value) throws {
        if place.isAlive {
            try prepare("UPDATE \(place.table.table) SET alive = ? WHERE _n = ?")
                .bind(1, Int64(value == .boolean(true) ? 1 : 0)).bind(2, place.n).run()
        } else if let columns = place.columns {
            let unknown = try place.table.setShown(columns, of: place.n, to: value)
            for member in unknown { try setUnknown(place.record, member.name, to: member.value) }
        } else if case .group(let members) = value {
            for member in members { try setUnknown(place.record, member.name, to: member.value) }
        } else {
            try setUnknown(place.record, place.name, to: value)
        }
    }

    /// What the server acknowledged of a unit; null when nothing was.
    func acknowledged(_ place: UnitPlace) throws -> Value {
        guard let open = pending.units[place.key] else { return try shown(place) }
        if let beneath = try beneath(place.key) { return try completed(beneath, at: place) }
        let base = try prepare(.base).bind(1, open.oldest.seq)
            .first { try $0.any(0) }
        return try completed(base ?? .null, at: place)
    }

    /// Keeps the acknowledged value of a group with open changes whole, before an own change of a member that the
    /// schema did not have when that value was kept.
    func completeAcknowledged(_ place: UnitPlace) throws {
        guard let columns = place.columns, columns.unit.isGroup,
            let open = pending.units[place.key]
        else { return }
        let kept =
            try beneath(place.key)
            ?? prepare(.base).bind(1, open.oldest.seq).first { try $0.any(0) } ?? .null
        guard case .group(let members) = kept, members.count < columns.members.count else {
            return
        }
        try setBeneath(place.key, to: try completed(kept, at: place))
    }

    /// A group's value with the members that the schema did not have when it was kept: no own change is of
    /// those (``completeAcknowledged(_:)``), so what the row holds of them is acknowledged.
    private func completed(_ value: Value, at place: UnitPlace) throws -> Value {
        guard case .group(var members) = value, let columns = place.columns,
            members.count < columns.members.count
        else { return value }
        for column in columns.members {
            let name = place.table.columns[column].name
            guard !members.contains(where: { $0.name == name }) else { continue }
            let value = try place.table.value(column, of: place.n)
            members.append(GroupMember(name: name, value: value))
        }
        return .makeGroup(members)
    }

    /// The value in `beneath`; `nil` when there is no row.
    func beneath(_ key: UnitKey) throws -> Value? {
        try prepare(.beneath).bind(1, key.record).bind(2, key.unit).first { try $0.any(0) }
    }

    /// Keeps what is acknowledged of a unit with open changes.
    func setBeneath(_ key: UnitKey, to value: Value) throws {
        try prepare("INSERT OR REPLACE INTO beneath (record, unit, value) VALUES (?, ?, ?)")
            .bind(1, key.record).bind(2, key.unit).bind(3, any: value).run()
    }

    /// Forgets what was beneath a unit.
    func dropBeneath(_ key: UnitKey) throws {
        try prepare("DELETE FROM beneath WHERE record = ? AND unit = ?")
            .bind(1, key.record).bind(2, key.unit).run()
    }

    /// Takes changes of a unit out of the index, and shows what is left: the newest open change, else what is
    /// acknowledged.
    func close(_ place: UnitPlace, _ isClosed: (OpenChange) -> Bool) throws {
        guard let open = pending.units[place.key] else { return }
        let acknowledged = try acknowledged(place)
        for change in open.all where isClosed(change) {
            if case .accepted = change.answer { pending.acceptedCount -= 1 }
            try unpark(change.seq)
        }
        let rest = open.removing(isClosed)
        pending.units[place.key] = rest
        if let rest {
            if rest.oldest.seq != open.oldest.seq { try setBeneath(place.key, to: acknowledged) }
            try setShown(place, to: try over(acknowledged, rest, at: place))
        } else {
            try dropBeneath(place.key)
            try setShown(place, to: acknowledged)
        }
    }

    /// Takes the accepted changes of a unit that a page has brought, up to a position, out of the index.
    ///
    /// An older change in quarantine is not shown over a later one that was taken; it stays counted.
    func closeCovered(_ place: UnitPlace, through position: Int64) throws {
        let covered = (pending.units[place.key]?.all ?? []).filter { change in
            change.answer.position.map { $0 <= position } ?? false
        }
        guard let last = covered.last?.seq else { return }
        try close(place) { change in
            covered.contains { $0.seq == change.seq }
                || (!place.isSet && change.answer != .none && change.seq < last)
        }
    }

    /// What open changes make of an acknowledged value: sets take each difference, everything else the newest.
    func over(_ acknowledged: Value, _ open: OpenUnit, at place: UnitPlace) throws -> Value {
        let newest = try loggedValue(open.newest.seq)
        guard case .difference = newest else { return try completed(newest, at: place) }
        var elements: Set<Text> = []
        if case .set(let texts) = acknowledged { elements = Set(texts) }
        for change in open.all {
            guard case .difference(let difference) = try loggedValue(change.seq) else { continue }
            elements.subtract(difference.removed)
            elements.formUnion(difference.added)
        }
        return .makeSet(elements)
    }

    /// The value of an own change.
    func loggedValue(_ seq: UInt64) throws -> Value {
        try prepare("SELECT value FROM log WHERE seq = ?").bind(1, seq)
            .first { try $0.any(0) } ?? .null
    }

    /// Takes a change out of `parked`.
    private func unpark(_ seq: UInt64) throws {
        guard seq <= pending.settledThrough else { return }
        try prepare("DELETE FROM parked WHERE seq = ?").bind(1, seq).run()
    }

    /// The stored value of a field that this schema does not know.
    func unknownValue(_ record: RecordReference, _ field: Int64) throws -> Value {
        try prepare("SELECT value FROM unknown_fields WHERE record = ? AND field = ?")
            .bind(1, record.packed).bind(2, field).first { $0.untyped(0) } ?? .null
    }

    /// Keeps the value of a field that this schema does not know.
    func setUnknown(_ record: RecordReference, _ field: String, to value: Value) throws {
        let id = try intern(.unit, field)
        guard value != .null else {
            try prepare("DELETE FROM unknown_fields WHERE record = ? AND field = ?")
                .bind(1, record.packed).bind(2, id).run()
            return
        }
        try prepare("INSERT OR REPLACE INTO unknown_fields (record, field, value) VALUES (?, ?, ?)")
            .bind(1, record.packed).bind(2, id).bind(3, stored: value).run()
    }
}

extension Value {
    /// The elements of a set; none for null.
    var elements: [Text] {
        if case .set(let elements) = self { return elements }
        return []
    }
}
