internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows what a save records: only real changes, with the context of what was on screen, over the laptop's own chain.
@Suite struct SaveTests {
    private let laptop: TestLaptop
    private let server: PageMaker
    private let world: World

    init() throws {
        laptop = try TestLaptop()
        world = laptop.world
        server = PageMaker(world: laptop.world)
    }

    private func held(_ values: [String: Value] = [:]) throws -> CaseID {
        let id = CaseID(world.identifier())
        _ = try laptop.store.apply(server.wholeCase(id, values))
        return id
    }

    @Test func `counts the making of a case as a change of its own`() throws {
        let id = CaseID(world.identifier())
        var draft = laptop.draft(
            id,
            [FieldEdit(record: .caseFile, field: "person.familyName", value: .text("Bakker"))]
        )
        draft.newCaseNumber = "TMP-00000001"
        #expect(try laptop.store.save(draft) == 2)
        let changes = try laptop.upload().flatMap(\.changes)
        #expect(changes.map(\.unit) == ["alive", "person.familyName"])
        #expect(changes.map(\.value) == [.boolean(true), .text("Bakker")])
        #expect(changes.map(\.dot.seq) == [1, 2])
        #expect(changes.allSatisfy { $0.context == .zero })
        try laptop.expectSound()
    }

    @Test func `records nothing when the value stays as it was`() throws {
        let id = try laptop.newCase(["person.familyName": .text("Bakker")])
        #expect(try laptop.set(id, "person.familyName", .text("Bakker")) == 0)
        #expect(try laptop.set(id, "contact.phone", .null) == 0)
        #expect(try laptop.set(id, "aliases", .set([])) == 0)
        #expect(try laptop.store.head().seq == 2)
    }

    @Test func `writes a set as a difference, also where it is written once`() throws {
        let marks = Field(name: "marks", type: .set(of: .text), policy: .append)
        let laptop = try TestLaptop(schema: .sample(extra: [marks]))
        let id = try laptop.newCase()
        #expect(try laptop.set(id, "marks", .set(["a", "b"])) == 1)
        let value = try laptop.upload().last?.changes.last?.value
        #expect(value == .difference(SetDifference(added: ["a", "b"], removed: [])))
        #expect(try laptop.field(id, "marks")?.value == .set(["a", "b"]))
    }

    @Test func `records an explicit clear`() throws {
        let id = try held(["contact.phone": .text("06")])
        #expect(try laptop.set(id, "contact.phone", .null) == 1)
        #expect(try laptop.field(id, "contact.phone")?.value == .null)
        #expect(try laptop.upload().last?.changes.last?.value == .null)
    }

    @Test func `keeps the last of several edits of one field`() throws {
        let id = try laptop.newCase()
        let edits = ["x", "y"].map {
            FieldEdit(record: .caseFile, field: "contact.phone", value: .text(Text($0)))
        }
        #expect(try laptop.store.save(laptop.draft(id, edits)) == 1)
        #expect(try laptop.value(id, "contact.phone") == .text("y"))
    }

    @Test func `writes a set as the difference from what is shown`() throws {
        let id = try held(["aliases": .set(["Jan", "Johan"])])
        try laptop.set(id, "aliases", .set(["Johan", "Joop"]))
        let change = try #require(try laptop.upload().last?.changes.last)
        #expect(
            change.value == .difference(SetDifference(added: ["Joop"], removed: ["Jan"]))
        )
        #expect(try laptop.value(id, "aliases") == .set(["Johan", "Joop"]))
        try laptop.expectSound()
    }

    @Test func `writes a set as the difference from what a form showed`() throws {
        let id = try held(["aliases": .set(["Jan"])])
        let opened = try laptop.file(id).position
        _ = try laptop.store.apply(server.changed(id, [("aliases", .set(["Jan", "Piet"]))]))
        var draft = laptop.draft(
            id,
            [FieldEdit(record: .caseFile, field: "aliases", value: .set(["Joop"]))]
        )
        draft.openedAt = opened
        draft.onScreen = [FieldEdit(record: .caseFile, field: "aliases", value: .set(["Jan"]))]
        #expect(try laptop.store.save(draft) == 1)
        #expect(try laptop.value(id, "aliases") == .set(["Joop", "Piet"]))
    }

    @Test func `writes a group whole, with its other members as shown`() throws {
        let id = try held(["risk.level": .text("low"), "risk.reason": .text("calm")])
        #expect(try laptop.set(id, "risk.level", .text("high")) == 1)
        let change = try #require(try laptop.upload().last?.changes.last)
        #expect(change.unit == "risk")
        #expect(
            change.value
                == .makeGroup([
                    GroupMember(name: "risk.level", value: .text("high")),
                    GroupMember(name: "risk.reason", value: .text("calm")),
                ])
        )
    }

    @Test func `makes one change of a group whose members are both edited`() throws {
        let id = try held()
        let edits = [("risk.level", "high"), ("risk.reason", "threats")].map {
            FieldEdit(record: .caseFile, field: $0.0, value: .text(Text($0.1)))
        }
        #expect(try laptop.store.save(laptop.draft(id, edits)) == 1)
    }

    @Test func `takes the position of the case as the context`() throws {
        let id = try held()
        _ = try laptop.store.apply(server.changed(id, [("contact.phone", .text("06"))]))
        try laptop.set(id, "person.familyName", .text("Bakker"))
        #expect(
            try laptop.upload().last?.changes.last?.context == Position(epoch: 1, revision: 2)
        )
    }

    @Test func `keeps the context of a form that was opened before a pull`() throws {
        let id = try held()
        let opened = try laptop.file(id).position
        _ = try laptop.store.apply(server.changed(id, [("contact.phone", .text("06"))]))
        var draft = laptop.draft(
            id,
            [FieldEdit(record: .caseFile, field: "person.familyName", value: .text("Vos"))]
        )
        draft.openedAt = opened
        #expect(try laptop.store.save(draft) == 1)
        #expect(try laptop.upload().last?.changes.last?.context == opened)
    }

    @Test func `never raises the context of a pending change on a pull`() throws {
        let id = try held()
        try laptop.set(id, "person.familyName", .text("Vos"))
        _ = try laptop.store.apply(server.changed(id, [("person.familyName", .text("Bos"))]))
        try laptop.set(id, "person.familyName", .text("Voss"))
        let contexts = try laptop.upload().flatMap(\.changes).map(\.context.revision)
        #expect(contexts == [1, 1])
        try laptop.expectSound()
    }

    @Test func `marks a chain of unsent changes void that comes back`() throws {
        let id = try held(["person.familyName": .text("A")])
        try laptop.set(id, "person.familyName", .text("C"))
        #expect(try laptop.store.counts().pending == 1)
        #expect(try laptop.set(id, "person.familyName", .text("A")) == 1)
        #expect(try laptop.store.counts().pending == 0)
        let saves = try laptop.upload()
        #expect(saves.flatMap(\.changes).map(\.isVoid) == [true, true])
        #expect(saves.flatMap(\.changes).map(\.dot.seq) == [1, 2])
        #expect(try laptop.field(id, "person.familyName")?.isPending == false)
        let history = try laptop.store.history(
            id,
            record: .caseFile,
            field: "person.familyName"
        )
        #expect(history.filter { $0.status == .void }.map(\.value) == [.text("C"), .text("A")])
        try laptop.expectSound()
        try laptop.reopen()
        #expect(try laptop.store.counts().pending == 0)
        try laptop.expectSound()
    }

    @Test func `voids a set that comes back`() throws {
        let id = try held(["aliases": .set(["Jan"])])
        try laptop.set(id, "aliases", .set(["Jan", "Joop"]))
        try laptop.set(id, "aliases", .set(["Jan"]))
        #expect(try laptop.store.counts().pending == 0)
        try laptop.expectSound()
    }

    @Test func `does not void a chain of which a change was sent`() throws {
        let id = try held(["person.familyName": .text("A")])
        try laptop.set(id, "person.familyName", .text("C"))
        try laptop.upload()
        try laptop.set(id, "person.familyName", .text("A"))
        #expect(try laptop.store.counts().pending == 2)
        #expect(try laptop.upload().flatMap(\.changes).allSatisfy { !$0.isVoid })
    }

    @Test func `does not void a change back to a value that the server has passed`() throws {
        let id = try held(["person.familyName": .text("A")])
        try laptop.set(id, "person.familyName", .text("C"))
        _ = try laptop.store.apply(server.changed(id, [("person.familyName", .text("B"))]))
        try laptop.set(id, "person.familyName", .text("A"))
        #expect(try laptop.store.counts().pending == 2)
        #expect(try laptop.field(id, "person.familyName")?.beneath == .text("B"))
        try laptop.expectSound()
    }

    @Test func `refuses a field that this laptop changed since the form was opened`() throws {
        let id = try held()
        let opened = try laptop.store.head().seq
        try laptop.set(id, "person.familyName", .text("Vos"))
        var draft = laptop.draft(
            id,
            [FieldEdit(record: .caseFile, field: "person.familyName", value: .text("Bos"))]
        )
        draft.openedHead = opened
        expectError(.changedMeanwhile) { _ = try laptop.store.save(draft) }
        draft.edits[0].field = "contact.phone"
        #expect(try laptop.store.save(draft) == 1)
        #expect(try laptop.value(id, "person.familyName") == .text("Vos"))
    }

    @Test func `refuses to write to what is deleted, but for restoring it`() throws {
        let id = try held()
        try laptop.setAlive(id, false)
        expectError(.deleted) { try laptop.set(id, "contact.phone", .text("06")) }
        let action = RecordAddress(kind: "action", key: .unique(world.identifier()))
        expectError(.deleted) {
            _ = try laptop.store.save(laptop.draft(id, [], new: [action]))
        }
        #expect(try laptop.setAlive(id, false) == 0)
        #expect(try laptop.setAlive(id, true) == 1)
        #expect(try laptop.set(id, "contact.phone", .text("06")) == 1)
    }

    @Test func `refuses to write to a record that is deleted`() throws {
        let id = try laptop.newCase()
        let action = RecordAddress(kind: "action", key: .unique(world.identifier()))
        #expect(try laptop.store.save(laptop.draft(id, [], new: [action])) == 1)
        #expect(try laptop.setAlive(id, false, record: action) == 1)
        expectError(.deleted) { try laptop.set(id, "title", .text("x"), record: action) }
        #expect(try laptop.set(id, "contact.phone", .text("06")) == 1)
        #expect(try laptop.record(id, action).isAlive == false)
    }

    @Test func `makes a record by its natural key, with a change of its own`() throws {
        let id = try held()
        let screening = RecordAddress(kind: "screening", key: .natural("start.housing"))
        #expect(try laptop.set(id, "status", .text("need"), record: screening) == 2)
        #expect(try laptop.set(id, "status", .text("no_need"), record: screening) == 1)
        expectError(.invalid) {
            try laptop.set(
                id,
                "status",
                .text("need"),
                record: RecordAddress(kind: "screening", key: .natural("a/b"))
            )
        }
    }

    @Test func `does not make a record by an unknown unique key`() throws {
        let id = try held()
        let action = RecordAddress(kind: "action", key: .unique(world.identifier()))
        expectError(.notFound) { try laptop.set(id, "title", .text("x"), record: action) }
        expectError(.notFound) { try laptop.set(CaseID(world.identifier()), "number", .text("1")) }
    }

    @Test func `writes a record of an append kind once, whole`() throws {
        let id = try held()
        let visit = RecordAddress(kind: "visit", key: .unique(world.identifier()))
        expectError(.invalid) {
            _ = try laptop.store.save(
                laptop.draft(
                    id,
                    [FieldEdit(record: visit, field: "note", value: .text("x"))],
                    new: [visit]
                )
            )
        }
        let edits = [("on", "2023-11-01"), ("note", "spoke")].map {
            FieldEdit(record: visit, field: $0.0, value: .text(Text($0.1)))
        }
        #expect(try laptop.store.save(laptop.draft(id, edits, new: [visit])) == 3)
        expectError(.invalid) { try laptop.set(id, "note", .text("y"), record: visit) }
        #expect(try laptop.setAlive(id, false, record: visit) == 1)
    }

    @Test func `refuses fields of the server and values that do not fit, and writes nothing`()
        throws
    {
        let id = try held()
        expectError(.invalid) { try laptop.set(id, "server.note", .text("x")) }
        expectError(.invalid) { try laptop.set(id, "no.such", .text("x")) }
        expectError(.invalid) { try laptop.set(id, "visits.planned", .text("x")) }
        expectError(.invalid) { try laptop.set(id, "person.familyName", .text("a\u{0}b")) }
        expectError(.invalid) {
            try laptop.set(
                id,
                "person.familyName",
                .text(Text(String(repeating: "x", count: 201)))
            )
        }
        let edits = [
            FieldEdit(record: .caseFile, field: "contact.phone", value: .text("06")),
            FieldEdit(record: .caseFile, field: "lvb.flag", value: .text("yes")),
        ]
        expectError(.invalid) { _ = try laptop.store.save(laptop.draft(id, edits)) }
        #expect(try laptop.value(id, "contact.phone") == .null)
        #expect(try laptop.store.head() == .none)
        try laptop.expectSound()
    }

    @Test func `keeps the clock rising when the wall clock falls back, and over a restart`() throws
    {
        let id = try laptop.newCase()
        world.setNow(0)
        try laptop.set(id, "contact.phone", .text("1"))
        try laptop.reopen()
        try laptop.set(id, "contact.phone", .text("2"))
        let stamps = try laptop.upload().map(\.hlc)
        #expect(stamps == stamps.sorted())
        #expect(Set(stamps).count == 3)
        #expect(try laptop.upload().map(\.wallClock.milliseconds).suffix(2) == [0, 0])
        try laptop.expectSound()
    }

    @Test func `chains saves over restarts`() throws {
        let id = try laptop.newCase()
        try laptop.set(id, "contact.phone", .text("1"))
        try laptop.reopen()
        try laptop.set(id, "contact.phone", .text("2"))
        let saves = try laptop.upload()
        #expect(try laptop.store.head() == ChainHead(seq: 3, hash: saves[2].chainHash))
        #expect(Set(saves.map(\.chainHash)).count == 3)
        try laptop.expectSound()
    }

    @Test func `writes several saves of one command in one transaction, or none`() throws {
        let (first, second) = (try held(), try held())
        let drafts = [first, second].map {
            laptop.draft($0, [FieldEdit(record: .caseFile, field: "number", value: .text("7"))])
        }
        #expect(try laptop.store.save(drafts) == 2)
        #expect(try laptop.upload().map(\.caseID) == [first, second])
        let bad = [
            laptop.draft(first, [FieldEdit(record: .caseFile, field: "number", value: .text("8"))]),
            laptop.draft(second, [FieldEdit(record: .caseFile, field: "x", value: .text("8"))]),
        ]
        expectError(.invalid) { _ = try laptop.store.save(bad) }
        #expect(try laptop.value(first, "number") == .text("7"))
        #expect(try laptop.store.head().seq == 2)
    }

    @Test func `uses up a reserved number with the case that takes it`() throws {
        try laptop.store.addNumbers(NumberBlock(prefix: "SAM", year: 2023, first: 7, last: 8))
        try laptop.store.addNumbers(NumberBlock(prefix: "SAM", year: 2023, first: 7, last: 8))
        #expect(try laptop.store.numbersLeft(year: 2023) == 2)
        let next = try #require(try laptop.store.nextNumber(year: 2023))
        #expect(next.prefix == "SAM" && next.serial == 7)
        try laptop.newCase(number: "SAM-2023-0007-K")
        #expect(try laptop.store.nextNumber(year: 2023)?.serial == 8)
        try laptop.newCase(number: "SAM-2023-0008-K")
        #expect(try laptop.store.nextNumber(year: 2023) == nil)
        #expect(try laptop.store.numbersLeft(year: 2022) == 0)
    }
}
