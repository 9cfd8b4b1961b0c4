// Which changes a draft makes. Rules, in order: the case and its records exist and are not deleted; append kinds and
// append fields are written once; every value fits its field; only what differs from the screen is a change; a field
// of this laptop's that changed since the form was opened is refused; an own open change lowers the context; a chain
// of unsent changes that comes back to the acknowledged value is void.
internal import SyncModel

/// Plans the changes of one draft; makes missing records on the way.
struct SavePlanner {
    let session: Session
    let draft: SaveDraft
    /// Whether this save makes the case.
    let makesCase: Bool
    private let caseN: Int64
    private let caseIsAlive: Bool
    private let position: Int64
    private let today: CivilDate
    private let aliveID: Int64
    private let hasOneRecord: Bool
    /// The records that the draft writes, but for the case file.
    private var targets: [RecordAddress: SaveWriter.Target] = [:]
    /// The case file, once the draft writes it: the commonest record of all, and found without a hash.
    private var caseTarget: SaveWriter.Target?
    private var planned: [SaveWriter.Planned] = []

    /// Finds or makes the case.
    init(writer: SaveWriter, draft: SaveDraft) throws {
        session = writer.session
        self.draft = draft
        hasOneRecord = draft.edits.dropFirst().allSatisfy { $0.record == draft.edits[0].record }
        let local = writer.likelyTime
            .advanced(byMilliseconds: Int64(draft.zoneMinutes) * 60_000)
        today = CivilDate(
            dayNumber: Int((Double(local.milliseconds) / 86_400_000).rounded(.down))
        )
        aliveID = try session.aliveUnitID()
        if let found = try Self.find(draft.caseID, in: session) {
            guard draft.newCaseNumber == nil else {
                throw StoreError(.invalid, "the case is here already")
            }
            makesCase = false
            caseN = found.n
            caseIsAlive = found.isAlive
            position = (draft.openedAt ?? found.position).packed
        } else {
            guard let number = draft.newCaseNumber else {
                throw StoreError(.notFound, "there is no such case here")
            }
            makesCase = true
            caseIsAlive = true
            position = Position.zero.packed
            caseN = try session.makeCase(draft.caseID, number: number)
        }
    }

    /// A case, as an earlier save found it or as it is now.
    private static func find(_ id: CaseID, in session: Session) throws -> FoundCase? {
        if let known = session.savedCases[id] { return known }
        let found = try session.findCase(id)
        session.savedCases[id] = found
        return found
    }

    /// The changes, in order.
    mutating func plan() throws -> [SaveWriter.Planned] {
        if makesCase {
            let table = try session.kinds.cases()
            let target = SaveWriter.Target(
                table: table,
                n: caseN,
                address: .caseFile,
                isNew: true
            )
            caseTarget = target
            planAlive(of: target)
        }
        for address in draft.newRecords { _ = try target(address, mayMake: true) }
        if hasOneRecord {
            if let first = draft.edits.first { try planEdits(of: first.record) }
        } else {
            var seen: Set<RecordAddress> = []
            for edit in draft.edits where seen.insert(edit.record).inserted {
                try planEdits(of: edit.record)
            }
        }
        if let caseTarget, caseTarget.isNew { try checkRequired(caseTarget) }
        for target in targets.values where target.isNew { try checkRequired(target) }
        return planned
    }

    /// The record, made when its key is natural or it is among the draft's new ones.
    private mutating func target(
        _ address: RecordAddress,
        mayMake: Bool
    ) throws -> SaveWriter.Target {
        if address == .caseFile { return try caseFile() }
        if let known = targets[address] { return known }
        let table = try session.kinds.table(named: address.kind)
        if let found = try session.findRecord(address, in: caseN) {
            let target = SaveWriter.Target(
                table: table,
                n: found.reference.n,
                address: address,
                isNew: false
            )
            try checkNotDeleted(address, isAlive: found.isAlive)
            targets[address] = target
            return target
        }
        return try make(address, table: table, mayMake: mayMake)
    }

    /// The case file, which ``init(writer:draft:)`` found or made.
    private mutating func caseFile() throws -> SaveWriter.Target {
        if let caseTarget { return caseTarget }
        let target = SaveWriter.Target(
            table: try session.kinds.cases(),
            n: caseN,
            address: .caseFile,
            isNew: false
        )
        try checkNotDeleted(.caseFile, isAlive: caseIsAlive)
        caseTarget = target
        return target
    }

    /// Refuses edits of a record that is deleted, or in a case that is, but for restoring it.
    private func checkNotDeleted(_ address: RecordAddress, isAlive: Bool) throws {
        if isAlive, caseIsAlive { return }
        guard isAlive || restores(address), caseIsAlive || restores(.caseFile) else {
            let isOnlyAlive = draft.edits.allSatisfy {
                $0.record != address || $0.field == Schema.aliveUnit && $0.value == .boolean(false)
            }
            // Deleting what is deleted changes nothing.
            if !isAlive, isOnlyAlive { return }
            throw StoreError(.deleted, "\(address) is deleted")
        }
    }

    private func restores(_ address: RecordAddress) -> Bool {
        draft.edits.contains {
            $0.record == address && $0.field == Schema.aliveUnit && $0.value == .boolean(true)
        }
    }

    private mutating func make(
        _ address: RecordAddress,
        table: KindTable,
        mayMake: Bool
    ) throws -> SaveWriter.Target {
        guard table.kind != nil else {
            throw StoreError(.invalid, "kind \(table.name) is not in this schema")
        }
        let n = try session.nextLocalNumber(of: table)
        switch address.key {
        case .caseFile:
            throw StoreError(.invalid, "\(address.kind) has no record of that key")
        case .natural(let key):
            guard table.isNatural, RecordKey.isNatural(key) else {
                throw StoreError(.invalid, "\(table.name) has no such keys")
            }
        case .unique:
            guard !table.isNatural else {
                throw StoreError(.invalid, "\(table.name) has no such keys")
            }
            guard mayMake else { throw StoreError(.notFound, "there is no \(address) here") }
        }
        guard caseIsAlive else { throw StoreError(.deleted, "the case is deleted") }
        guard !draft.edits.contains(where: { $0.record == address && $0.field == Schema.aliveUnit })
        else { throw StoreError(.notFound, "there is no \(address) here") }
        try session.makeRecord(address, table: table, n: n, caseN: caseN)
        let target = SaveWriter.Target(table: table, n: n, address: address, isNew: true)
        targets[address] = target
        planAlive(of: target)
        return target
    }

    private mutating func planAlive(of target: SaveWriter.Target) {
        planned.append(
            SaveWriter.Planned(
                place: alivePlace(target),
                address: target.address,
                value: .boolean(true),
                shown: .boolean(true),
                base: .null,
                context: position,
                isVoid: false
            )
        )
    }

    private func alivePlace(_ target: SaveWriter.Target) -> UnitPlace {
        UnitPlace(
            table: target.table,
            n: target.n,
            name: Schema.aliveUnit,
            id: aliveID,
            columns: nil
        )
    }

    // MARK: Edits of one record

    private mutating func planEdits(of address: RecordAddress) throws {
        let target = try target(address, mayMake: makesCase)
        let edits = hasOneRecord ? draft.edits : draft.edits.filter { $0.record == address }
        if let lone = edits.first, edits.count == 1 {
            return try plan(UnitEdits(unit: try unit(of: lone, target), first: lone), target, nil)
        }
        let row =
            edits.count < KindTable.manyFieldsRead || target.isNew
            ? nil : try target.table.values(of: target.n, in: session)
        var groups: [UnitEdits] = []
        groups.reserveCapacity(edits.count)
        var slots = [Int?](repeating: nil, count: target.table.units.count + 1)
        for edit in edits {
            let unit = try unit(of: edit, target)
            let index = unit?.index ?? target.table.units.count
            if let slot = slots[index] {
                groups[slot].later.append(edit)
            } else {
                slots[index] = groups.count
                groups.append(UnitEdits(unit: unit, first: edit))
            }
        }
        for group in groups { try plan(group, target, row) }
    }

    /// The edits of one unit; without ``unit``, of `alive`.
    private struct UnitEdits {
        let unit: UnitColumns?
        let first: FieldEdit
        var later: [FieldEdit] = []

        var all: [FieldEdit] { later.isEmpty ? [first] : [first] + later }
        var last: FieldEdit { later.last ?? first }
    }

    /// The merge unit of an edit, which must fit its field; `nil` for `alive`.
    private func unit(of edit: FieldEdit, _ target: SaveWriter.Target) throws -> UnitColumns? {
        if edit.field == Schema.aliveUnit {
            guard case .boolean = edit.value else {
                throw StoreError(.invalid, "alive is true or false")
            }
            return nil
        }
        guard let index = target.table.columnIndex[edit.field] else {
            throw StoreError(.invalid, "\(target.table.name) has no field \(edit.field)")
        }
        let column = target.table.columns[index]
        if let problem = column.field.problem(with: edit.value, today: today) {
            throw StoreError(.invalid, "\(target.table.name).\(edit.field): \(problem.rawValue)")
        }
        guard column.storage.holds(edit.value) else {
            throw StoreError(.invalid, "\(target.table.name).\(edit.field): type")
        }
        if target.table.kind?.isAppend == true, !target.isNew {
            throw StoreError(.invalid, "\(target.address) is written once")
        }
        return target.table.unitOfColumn[index]
    }

    private mutating func plan(
        _ edits: UnitEdits,
        _ target: SaveWriter.Target,
        _ row: [Value]?
    ) throws {
        let place =
            edits.unit.map { UnitPlace($0, target.table, target.n) } ?? alivePlace(target)
        let current = try current(place, target, row)
        let screen = try onScreen(place, target.address, current)
        let wanted =
            place.columns?.unit.isGroup == true
            ? wanted(place, edits.all, screen) : edits.last.value
        guard
            let value = try place.change(from: screen, to: wanted)
                ?? explicitRestore(place, wanted)
        else { return }
        try checkPolicy(place, current: current, wanted: wanted, target)
        try checkUnchangedSinceOpened(place)
        planned.append(try change(place, target, value: value, current: current))
    }

    /// Restoring what is shown only because its deletion waits for a decision is a change: it closes that conflict.
    private func explicitRestore(_ place: UnitPlace, _ wanted: Value) throws -> Value? {
        guard place.id == aliveID, wanted == .boolean(true), session.pending.units[place.key] == nil
        else { return nil }
        let open = try session.prepare(
            "SELECT 1 FROM conflicts WHERE record = ? AND unit = ? AND state = 'open' LIMIT 1"
        )
        let isAsked = try open.bind(1, place.record.packed).bind(2, place.id).first { _ in true }
        return isAsked == true ? wanted : nil
    }

    /// What is shown of a unit now; from the row when that was read whole.
    private func current(
        _ place: UnitPlace,
        _ target: SaveWriter.Target,
        _ row: [Value]?
    ) throws -> Value {
        if target.isNew { return place.emptyValue }
        guard let row, let columns = place.columns else { return try session.shown(place) }
        guard columns.unit.isGroup else { return row[columns.members[0]] }
        return .makeGroup(
            columns.members.map {
                GroupMember(name: target.table.columns[$0].name, value: row[$0])
            }
        )
    }

    /// What the form showed of a unit.
    private func onScreen(
        _ place: UnitPlace,
        _ address: RecordAddress,
        _ current: Value
    ) throws -> Value {
        if draft.onScreen.isEmpty { return current }
        let seen = draft.onScreen.filter { edit in
            edit.record == address
                && (edit.field == place.name
                    || place.columns?.unit.fields.contains { $0.name == edit.field } == true)
        }
        return seen.isEmpty ? current : wanted(place, seen, current)
    }

    /// What the author wants a unit to be: the edits over what he saw.
    private func wanted(_ place: UnitPlace, _ edits: [FieldEdit], _ screen: Value) -> Value {
        guard place.columns?.unit.isGroup == true else { return edits.last?.value ?? screen }
        var members: [GroupMember] = []
        if case .group(let present) = screen { members = present }
        for edit in edits {
            if let index = members.firstIndex(where: { $0.name == edit.field }) {
                members[index].value = edit.value
            } else {
                members.append(GroupMember(name: edit.field, value: edit.value))
            }
        }
        return .makeGroup(members)
    }

    private func change(
        _ place: UnitPlace,
        _ target: SaveWriter.Target,
        value: Value,
        current: Value
    ) throws -> SaveWriter.Planned {
        var planned = SaveWriter.Planned(
            place: place,
            address: target.address,
            value: value,
            shown: place.shown(current, after: value),
            base: .null,
            context: position,
            isVoid: false
        )
        guard let open = session.pending.units[place.key] else {
            if !target.isNew { planned.base = current }
            return planned
        }
        planned.context = min(position, open.lowestContext)
        let isUnsent = open.oldest.seq > session.pending.sentThrough
        if isUnsent {
            let acknowledged = try session.acknowledged(place)
            planned.isVoid = place.change(from: acknowledged, to: planned.shown) == nil
        }
        return planned
    }
}
