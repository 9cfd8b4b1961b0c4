internal import SyncModel

@testable internal import SyncStore

// What people do at their laptops.
extension Simulation {
    /// A person opens a form: what is on screen now is what he has seen.
    func openForm(on laptop: LaptopMachine) throws {
        guard let (_, file) = try pickCase(on: laptop) else { return }
        let form = LaptopMachine.Form(
            caseID: file.summary.id,
            position: file.position,
            head: try laptop.opened().head().seq,
            file: file,
            screen: laptop.knowledge[file.summary.id] ?? .none,
            over: overlays(on: laptop, in: file.summary.id)
        )
        laptop.forms.append(form)
        if laptop.forms.count > 3 { laptop.forms.removeFirst() }
        note("\(laptop.name) opens a form of \(file.summary.number)")
    }

    /// For each unit with an own open change: what the authors of those had seen.
    func overlays(on laptop: LaptopMachine, in caseID: CaseID) -> [UnitName: DotSet] {
        var over: [UnitName: DotSet] = [:]
        for write in openWrites(on: laptop, in: caseID) {
            over[write.unit] = over[write.unit]?.intersection(write.screen) ?? write.screen
        }
        return over
    }

    /// The own changes that the laptop still shows over what the server said, oldest first.
    func openWrites(on laptop: LaptopMachine, in caseID: CaseID) -> [Write] {
        let known = laptop.knowledge[caseID] ?? .none
        return (laptop.own[caseID] ?? .none).numbers.compactMap { number in
            let write = history.writes[number]
            guard !laptop.gone.contains(number) else { return nil }
            switch write.fate {
            case .waiting, .quarantined: return write
            case .accepted:
                let isOver =
                    known.contains(number)
                    && (!write.wasQuarantined || laptop.ended.contains(write.dot))
                return isOver ? nil : write
            case .refused: return laptop.ended.contains(write.dot) ? nil : write
            case .void: return nil
            }
        }
    }

    /// A person saves a form that he opened before.
    func saveForm(on laptop: LaptopMachine) throws {
        guard !laptop.forms.isEmpty else { return try saveNow(on: laptop) }
        let form = laptop.forms.remove(at: dice.below(laptop.forms.count))
        try save(edits(in: form.file, on: laptop), form: form, on: laptop)
    }

    /// A one-shot command: reads and saves.
    func saveNow(on laptop: LaptopMachine) throws {
        guard let (_, file) = try pickCase(on: laptop) else { return }
        try save(edits(in: file, on: laptop), reading: file, on: laptop)
    }

    /// A case that the laptop holds, and the file as it is shown.
    func pickCase(on laptop: LaptopMachine) throws -> (CaseSummary, CaseFile)? {
        let held = try laptop.opened().cases(includingDeleted: true)
        guard let summary = dice.pick(held.sorted { $0.id.bits < $1.id.bits }),
            let file = try laptop.opened().caseFile(summary.id)
        else { return nil }
        return (summary, file)
    }

    /// What a person changes in a file: fields of the case file or of another record.
    private func edits(in file: CaseFile, on laptop: LaptopMachine) throws -> [FieldEdit] {
        let schema = try laptop.opened().schema
        let writable = file.records.filter { schema.kind($0.address.kind)?.isAppend == false }
        guard
            let record = dice.happens(percent: 70) ? file.records.first : dice.pick(writable),
            let kind = schema.kind(record.address.kind)
        else { return [] }
        var edits: [FieldEdit] = []
        for _ in 0..<(dice.happens(percent: 70) ? 1 : 3) {
            guard let field = dice.pick(kind.fields) else { continue }
            let name = UnitName(
                caseID: file.summary.id,
                record: record.address,
                unit: kind.unit(holding: field.name)?.name ?? field.name
            )
            guard (history.acceptedByUnit[name]?.count ?? 0) < UnitView.changesMax - 24 else {
                continue
            }
            let shown = record.fields.first { $0.name.utf8.elementsEqual(field.name.utf8) }?.value
            edits.removeAll { $0.field.utf8.elementsEqual(field.name.utf8) }
            edits.append(
                FieldEdit(
                    record: record.address,
                    field: field.name,
                    value: Values.value(for: field, over: shown ?? .null, &dice)
                )
            )
        }
        return edits
    }

    /// A person makes a case.
    func newCase(on laptop: LaptopMachine) throws {
        guard cases.count < 6 else { return }
        let caseID = CaseID(identifier())
        var draft = draft(caseID, on: laptop)
        draft.newCaseNumber = try number(on: laptop)
        draft.edits = [
            FieldEdit(
                record: .caseFile,
                field: "name",
                value: .text(Text(Values.words[dice.below(Values.words.count)]))
            )
        ]
        note("\(laptop.name) makes case \(draft.newCaseNumber ?? "")")
        guard try store(draft, form: nil, reading: nil, on: laptop) else { return }
        cases.append(caseID)
        assigned[caseID, default: []].insert(laptop.user)
    }

    private func number(on laptop: LaptopMachine) throws -> String {
        let store = try laptop.opened()
        let year = 1970 + Int(laptop.clock.now.milliseconds / 31_556_952_000)
        if let found = try store.nextNumber(year: year) {
            return server.environment.caseNumber(found.prefix, year, found.serial)
        }
        return "TMP-" + String(dice.next() >> 32, radix: 16)
    }

    /// A person makes a record, in a case or under a natural key.
    func newRecord(on laptop: LaptopMachine, isNatural: Bool) throws {
        guard let (_, file) = try pickCase(on: laptop) else { return }
        let schema = try laptop.opened().schema
        let names = isNatural ? ["screening"] : ["action", "contact"]
        guard let name = dice.pick(names), let kind = schema.kind(name) else { return }
        let key =
            isNatural
            ? RecordKey.natural(["start.housing", "start.work"][dice.below(2)])
            : RecordKey.unique(identifier())
        let record = RecordAddress(kind: name, key: key)
        guard file.records.count < 12 || isNatural else { return }
        var edits: [FieldEdit] = []
        for field in kind.fields where field.isRequired || dice.happens(percent: 60) {
            let value = Values.value(for: field, over: .null, &dice)
            edits.append(FieldEdit(record: record, field: field.name, value: value))
        }
        try save(edits, reading: file, making: isNatural ? [] : [record], on: laptop)
    }

    /// A person deletes a record or a case, or restores it.
    func deleteOrRestore(on laptop: LaptopMachine) throws {
        guard let (_, file) = try pickCase(on: laptop) else { return }
        guard
            let record = dice.happens(percent: 30)
                ? file.records.first
                : dice.pick(file.records.filter { $0.address.kind != "contact" })
        else { return }
        let edit = FieldEdit(
            record: record.address,
            field: Schema.aliveUnit,
            value: .boolean(!record.isAlive || record.deletionAsked && dice.happens(percent: 50))
        )
        try save([edit], reading: file, on: laptop)
    }

    func identifier() -> Identifier128 {
        Identifier128(
            version7At: Instant(milliseconds: clock.now),
            random: (dice.next(), dice.next())
        )
    }

    func draft(_ caseID: CaseID, on laptop: LaptopMachine) -> SaveDraft {
        SaveDraft(caseID: caseID, author: laptop.user, role: laptop.role, edits: [])
    }

    private func save(_ edits: [FieldEdit], form: LaptopMachine.Form, on laptop: LaptopMachine)
        throws
    {
        guard !edits.isEmpty else { return }
        var draft = draft(form.caseID, on: laptop)
        draft.edits = edits
        draft.openedHead = form.head
        if options.bug != .contextRaised { draft.openedAt = form.position }
        draft.onScreen = onScreen(edits, form.file, try laptop.opened().schema)
        note("\(laptop.name) saves a form: \(describe(edits))")
        try store(draft, form: form, reading: form.file, on: laptop)
    }

    private func save(
        _ edits: [FieldEdit],
        reading file: CaseFile,
        making records: [RecordAddress] = [],
        on laptop: LaptopMachine
    ) throws {
        guard !edits.isEmpty else { return }
        var draft = draft(file.summary.id, on: laptop)
        draft.edits = edits
        draft.newRecords = records
        note("\(laptop.name) saves in \(file.summary.number): \(describe(edits))")
        try store(draft, form: nil, reading: file, on: laptop)
    }

    private func describe(_ edits: [FieldEdit]) -> String {
        edits.map { "\($0.record.short).\($0.field) = \($0.value.short)" }
            .joined(separator: "; ")
    }

    /// What the form showed of the fields that it writes, with the other members of their groups.
    private func onScreen(_ edits: [FieldEdit], _ file: CaseFile, _ schema: Schema) -> [FieldEdit] {
        var seen: [FieldEdit] = []
        for edit in edits where edit.field != Schema.aliveUnit {
            guard let unit = schema.kind(edit.record.kind)?.unit(holding: edit.field) else {
                continue
            }
            let record = file.records.first { $0.address == edit.record }
            for field in unit.fields
            where !seen.contains(where: { $0.record == edit.record && $0.field == field.name }) {
                let shown = record?.fields.first { $0.name == field.name }?.value
                let nothing: Value = if case .set = field.type { .makeSet([]) } else { .null }
                seen.append(
                    FieldEdit(record: edit.record, field: field.name, value: shown ?? nothing)
                )
            }
        }
        return seen
    }
}
