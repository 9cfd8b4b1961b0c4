internal import SyncModel

@testable internal import SyncStore

// Saving on a laptop, and what the oracle learns of it.
extension Simulation {
    /// Saves a draft and tells the oracle; a crash in between is looked up by what the store holds afterwards.
    ///
    /// - Returns: Whether the person was told that it is saved.
    @discardableResult
    func store(
        _ draft: SaveDraft,
        form: LaptopMachine.Form?,
        reading file: CaseFile?,
        on laptop: LaptopMachine
    ) throws -> Bool {
        let before: UInt64
        do {
            before = try laptop.opened().head().seq
        } catch {
            try survive(error, on: laptop)
            return false
        }
        let role = laptop.role
        var told: Int?
        do {
            told = try laptop.opened().save(draft)
        } catch {
            guard try isRefusal(error, on: laptop) else {
                try survive(error, on: laptop)
                try learn(draft, form, after: before, role, told: nil, on: laptop)
                return false
            }
            note("  refused: \(error.code)")
            let after = try laptop.opened().head().seq
            try require(after == before, "I15", "a refused save left changes")
            return false
        }
        // A power cut may come after the commit: then the person still saw "saved".
        if laptop.disk.isDown {
            fired(.laptopPowerCut)
            laptop.restart()
        }
        try learn(draft, form, after: before, role, told: told, on: laptop)
        if let told, told > 0, let file { try checkOwnWrites(draft, file, on: laptop) }
        return true
    }

    /// Whether an error is the store's right to refuse, on a sound disk.
    private func isRefusal(_ error: StoreError, on laptop: LaptopMachine) throws -> Bool {
        switch error.code {
        case .notFound, .deleted, .changedMeanwhile, .invalid: true
        case .busy, .missing, .schemaTooNew, .notSaved, .unknown, .corrupt, .schemaRefused, .fault:
            false
        }
    }

    /// An error of a disk: the program ends, and starts again on what is there.
    func survive(_ error: StoreError, on laptop: LaptopMachine) throws {
        let isFault = laptop.disk.isDown || laptop.disk.failures > laptop.failuresSeen
        laptop.failuresSeen = laptop.disk.failures
        note("  failed: \(error.code)")
        try require(isFault, "I16", "a save failed on a sound disk: \(error.code) \(error.message)")
        laptop.restart()
        _ = try laptop.opened()
    }

    /// The oracle learns what the log holds since `before`.
    func learn(
        _ draft: SaveDraft,
        _ form: LaptopMachine.Form?,
        after before: UInt64,
        _ role: Role,
        told: Int?,
        on laptop: LaptopMachine
    ) throws {
        let store = try laptop.opened()
        let head = try store.head().seq
        if let told {
            try require(
                head == before + UInt64(told),
                "I1",
                "\(told) changes were told saved after \(before), the log ends at \(head)"
            )
        }
        try require(head >= laptop.saved, "I1", "saved \(laptop.saved), the log ends at \(head)")
        guard head > before else { return }
        let saves = try store.read { session in
            try session.saves(after: before, changesMax: .max)
        }
        try require(
            told != nil || saves.count == 1,
            "I15",
            "half of a save is there after a crash"
        )
        for save in saves {
            try checkClock(of: save, on: laptop)
            for change in save.changes { try learn(change, of: save, draft, form, on: laptop) }
        }
        if told != nil { laptop.saved = max(laptop.saved, head) }
        try learnVoid(on: laptop, newest: saves)
        let changes = saves.flatMap(\.changes).map {
            "\($0.dot.seq) \($0.record.short).\($0.unit)=\($0.value.short)\($0.isVoid ? " void" : "")"
        }
        note("  -> " + changes.joined(separator: ", "))
    }

    private func learn(
        _ change: Change,
        of save: Save,
        _ draft: SaveDraft,
        _ form: LaptopMachine.Form?,
        on laptop: LaptopMachine
    ) throws {
        let unit = UnitName(caseID: save.caseID, record: change.record, unit: change.unit)
        try checkIntended(change, unit, draft, form)
        var screen = form?.screen ?? laptop.knowledge[save.caseID] ?? .none
        if let over = form?.over[unit] { screen = screen.intersection(over) }
        for write in openWrites(on: laptop, in: save.caseID) where write.unit == unit {
            screen = screen.intersection(write.screen)
        }
        let number = history.make(
            Write(
                dot: change.dot,
                unit: unit,
                policy: try policy(of: change.record, change.unit),
                value: change.value,
                screen: screen,
                chain: laptop.own[save.caseID] ?? .none,
                author: save.author,
                role: save.role,
                written: save.wallClock.milliseconds,
                laptop: laptop.index
            )
        )
        laptop.own[save.caseID, default: .none].insert(number)
        if save.schemaVersion < schemaVersion { fired(.olderSchemaWrites) }
    }

    /// A change is one that the person made: of a field that he edited, or the making of a record.
    private func checkIntended(
        _ change: Change,
        _ unit: UnitName,
        _ draft: SaveDraft,
        _ form: LaptopMachine.Form?
    ) throws {
        if unit.isAlive, change.value == .boolean(true) { return }
        let last = try schemas.schema(OfficeSchema.text(version: OfficeSchema.last))
        let members = last.kind(change.record.kind)?.unit(change.unit)?.fields.map(\.name) ?? []
        let edits = draft.edits.filter { edit in
            edit.record == change.record
                && (edit.field == change.unit || members.contains(edit.field))
        }
        try require(!edits.isEmpty, "I10", "nobody wrote \(unit)")
        if let form, !unit.isAlive {
            let isLeft = edits.allSatisfy { form.file.shows($0) }
            try require(!isLeft, "I10", "\(unit) was left as the form showed it, and is written")
        }
        switch change.value {
        case .group(let values):
            for edit in edits {
                let kept = values.last { $0.name == edit.field }?.value
                try require(kept == edit.value, "I15", "\(unit): a member is not what was typed")
            }
        case .difference: break
        case .null, .text, .integer, .boolean, .set:
            try require(
                change.value.plain == edits.last?.value.plain,
                "I26",
                "\(unit): kept \(change.value.short), typed \(edits.last?.value.short ?? "")"
            )
        }
    }

    private func checkClock(of save: Save, on laptop: LaptopMachine) throws {
        if let last = laptop.hlc {
            try require(
                last < save.hlc,
                "I16",
                "the clock of \(laptop.name) does not rise at \(save.changes.first?.dot.seq ?? 0)"
            )
            let isBack = save.wallClock.milliseconds < laptop.lastWall
            if isBack { fired(.clockBackBetweenSaves) }
        }
        laptop.hlc = save.hlc
        laptop.lastWall = save.wallClock.milliseconds
    }

    /// The person sees what he just saved.
    private func checkOwnWrites(
        _ draft: SaveDraft,
        _ file: CaseFile,
        on laptop: LaptopMachine
    ) throws {
        guard let now = try laptop.opened().caseFile(file.summary.id) else {
            throw Violation(invariant: "I10", detail: "the case is gone after a save")
        }
        for edit in draft.edits {
            guard edit.field != Schema.aliveUnit,
                let record = now.records.first(where: { $0.address == edit.record })
            else { continue }
            if draft.edits.last(where: { $0.record == edit.record && $0.field == edit.field })
                != edit
            {
                continue
            }
            if case .set = edit.value { continue }
            // What the form showed already is no change, whatever arrived since.
            if file.shows(edit) { continue }
            let shown = record.fields.first { $0.name == edit.field }?.value ?? .null
            try require(
                shown.plain == edit.value.plain,
                "I10",
                "\(edit.record.short).\(edit.field) shows \(shown.short), saved \(edit.value.short)"
            )
        }
    }

    /// Which changes are void: those of a chain that came back, before it was ever sent, to what was acknowledged.
    private func learnVoid(on laptop: LaptopMachine, newest: [Save]) throws {
        let begun = laptop.begun
        let unsent = try laptop.opened().read { session in
            try session.saves(after: begun, changesMax: .max)
        }
        for change in unsent.flatMap(\.changes) where change.isVoid {
            guard let number = history.numbers[change.dot] else { continue }
            if history.writes[number].fate != .void { history.setFate(number, .void) }
        }
        for change in newest.flatMap(\.changes) {
            guard let number = history.numbers[change.dot] else { continue }
            try checkVoid(number, change, on: laptop)
        }
    }

    private func checkVoid(_ number: Int, _ change: Change, on laptop: LaptopMachine) throws {
        let write = history.writes[number]
        let earlier = (laptop.own[write.unit.caseID] ?? .none).numbers.map { history.writes[$0] }
            .filter { $0.unit == write.unit && $0.dot.seq < write.dot.seq }
        let open = earlier.filter { other in
            switch other.fate {
            case .waiting, .quarantined: true
            case .accepted(_):
                !(laptop.knowledge[write.unit.caseID] ?? .none)
                    .contains(history.numbers[other.dot] ?? -1)
            case .void, .refused: false
            }
        }
        if change.isVoid {
            let wasSent = open.contains { $0.dot.seq <= laptop.begun && !$0.wasQuarantined }
            try require(!wasSent, "I10", "\(write.unit): a change that was sent is void")
            return
        }
        guard !open.isEmpty, open.allSatisfy({ $0.dot.seq > laptop.maybeSent }),
            case .null = baseOfSet(write.value), !write.unit.isAlive
        else { return }
        let acknowledged = history.result(
            of: write.unit,
            within: laptop.knowledge[write.unit.caseID] ?? DotSet.none
        ).shown
        let isBack = write.value.plain == acknowledged.plain
        try require(!isBack, "V7", "\(write.unit): a chain that came back is not void")
    }

    /// Sets are differences; whether a chain of them came back is not worked out here.
    private func baseOfSet(_ value: Value) -> Value {
        if case .difference = value { return value }
        if case .group = value { return value }
        return .null
    }
}

extension CaseFile {
    /// Whether it shows what an edit writes.
    fileprivate func shows(_ edit: FieldEdit) -> Bool {
        let record = records.first { $0.address == edit.record }
        let value = record?.fields.first { $0.name == edit.field }?.value
        return value?.plain ?? .null == edit.value.plain
    }
}
