internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows what receipts and pages make of a laptop's own changes and of what it holds.
@Suite struct LaptopSyncTests {
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

    private func receipt(
        _ seq: UInt64,
        _ status: ReceiptStatus = .applied,
        at position: Position? = nil,
        first: ReceiptStatus? = nil
    ) -> Receipt {
        Receipt(
            dot: Dot(incarnation: laptop.store.incarnation, seq: seq),
            status: status,
            first: first,
            position: position
        )
    }

    // MARK: Upload

    @Test func `gives whole saves, oldest first, and goes on after the last`() throws {
        let id = try laptop.newCase(["number": .text("1"), "contact.phone": .text("06")])
        try laptop.set(id, "number", .text("2"))
        try laptop.set(id, "number", .text("3"))
        let first = try laptop.store.nextUpload(after: 0, changesMax: 1)
        #expect(try first.readSaves().map(\.changes.count) == [3])
        let second = try laptop.store.nextUpload(after: 3, changesMax: 1)
        #expect(second.dots.map(\.seq) == [4])
        let rest = try laptop.store.nextUpload(after: 4, changesMax: 9)
        #expect(rest.dots.map(\.seq) == [5])
        #expect(try laptop.store.nextUpload(after: 5, changesMax: 9).isEmpty)
        #expect(try laptop.store.nextUpload(after: 0, changesMax: 4).saves.count == 2)
    }

    @Test func `marks what it gives as sent, so that no restart takes it back`() throws {
        let id = try held(["number": .text("A")])
        try laptop.set(id, "number", .text("B"))
        try laptop.upload()
        try laptop.reopen()
        try laptop.set(id, "number", .text("A"))
        #expect(try laptop.store.counts().pending == 2)
    }

    @Test func `gives saves that compute to their chain hash`() throws {
        let id = try laptop.newCase(["aliases": .set(["a", "b"]), "lvb.flag": .boolean(true)])
        try laptop.set(id, "risk.level", .text("low"))
        var previous: [UInt8] = []
        for save in try laptop.upload() {
            #expect(save.canonicalBytes(after: previous).sha256 == save.chainHash)
            previous = save.chainHash
        }
    }

    @Test func `carries the server's numbers of what came from it`() throws {
        let id = try held()
        let action = RecordAddress(kind: "action", key: .unique(world.identifier()))
        try laptop.set(id, "number", .text("1"))
        _ = try laptop.store.save(laptop.draft(id, [], new: [action]))
        let saves = try laptop.upload()
        #expect(
            saves.map(\.caseRecordNumber) == [
                server.number(id, .caseFile), saves[0].caseRecordNumber,
            ]
        )
        #expect(saves[0].changes[0].recordNumber == server.number(id, .caseFile))
        #expect(saves[1].changes[0].recordNumber == nil)
    }

    // MARK: Receipts

    @Test func `keeps an accepted change shown until the page brings its case so far`() throws {
        let id = try held(["number": .text("A")])
        try laptop.set(id, "number", .text("B"))
        try laptop.upload()
        let position = server.advance(id)
        try laptop.store.apply([receipt(1, at: position)])
        #expect(try laptop.store.counts().pending == 0)
        #expect(try laptop.value(id, "number") == .text("B"))
        #expect(try laptop.field(id, "number")?.isPending == false)
        try laptop.expectSound()
        // The server shows something else by then.
        _ = try laptop.store.apply(server.changed(id, [("number", .text("C"))]))
        #expect(try laptop.value(id, "number") == .text("C"))
        #expect(try laptop.field(id, "number")?.author == "bob")
        try laptop.expectSound()
        try laptop.reopen()
        #expect(try laptop.value(id, "number") == .text("C"))
    }

    @Test func `keeps a change without a receipt over a newer value of the server`() throws {
        let id = try held(["number": .text("A")])
        try laptop.set(id, "number", .text("B"))
        _ = try laptop.store.apply(server.changed(id, [("number", .text("C"))]))
        let field = try #require(try laptop.field(id, "number"))
        #expect(field.value == .text("B"))
        #expect(field.beneath == .text("C"))
        #expect(field.isPending)
        #expect(field.author == "anna")
        try laptop.expectSound()
        try laptop.reopen()
        #expect(try laptop.field(id, "number")?.beneath == .text("C"))
        try laptop.store.apply([receipt(1, .beaten, at: server.position(id))])
        #expect(try laptop.value(id, "number") == .text("C"))
        try laptop.expectSound()
    }

    @Test func `keeps later changes of a field over an accepted one`() throws {
        let id = try held(["number": .text("A")])
        try laptop.set(id, "number", .text("B"))
        try laptop.upload()
        try laptop.set(id, "number", .text("C"))
        let page = server.changed(
            id,
            [("number", .text("B"))],
            by: laptop.store.incarnation,
            seq: 1
        )
        try laptop.store.apply([receipt(1, at: server.position(id))])
        let outcome = try laptop.store.apply(page)
        #expect(outcome.pulled == 0)
        #expect(try laptop.value(id, "number") == .text("C"))
        #expect(try laptop.store.counts().pending == 1)
        try laptop.expectSound()
        // Back to what is now acknowledged: void.
        try laptop.set(id, "number", .text("B"))
        #expect(try laptop.store.counts().pending == 0)
        try laptop.expectSound()
    }

    @Test func `puts own differences of a set over the server's newer set`() throws {
        let id = try held(["aliases": .set(["a", "b"])])
        try laptop.set(id, "aliases", .set(["b", "c"]))
        _ = try laptop.store.apply(server.changed(id, [("aliases", .set(["a", "b", "d"]))]))
        #expect(try laptop.value(id, "aliases") == .set(["b", "c", "d"]))
        #expect(try laptop.field(id, "aliases")?.beneath == .set(["a", "b", "d"]))
        try laptop.expectSound()
    }

    @Test func `keeps a quarantined change shown and counted, also over a restart`() throws {
        let id = try held(["number": .text("A")])
        try laptop.set(id, "number", .text("B"))
        try laptop.set(id, "contact.phone", .text("06"))
        try laptop.upload()
        try laptop.store.apply([
            receipt(1, .quarantined), receipt(2, at: server.advance(id)),
        ])
        _ = try laptop.store.apply(server.changed(id, [("contact.phone", .text("06"))]))
        for _ in 0..<2 {
            #expect(try laptop.store.counts().quarantined == 1)
            #expect(try laptop.store.counts().pending == 0)
            #expect(try laptop.value(id, "number") == .text("B"))
            #expect(try laptop.field(id, "number")?.isPending == true)
            #expect(try laptop.upload().isEmpty)
            try laptop.expectSound()
            try laptop.reopen()
        }
    }

    @Test func `lowers the context of an edit over a quarantined change`() throws {
        let id = try held(["number": .text("A")])
        try laptop.set(id, "number", .text("B"))
        try laptop.upload()
        try laptop.store.apply([receipt(1, .quarantined)])
        _ = try laptop.store.apply(server.changed(id, [("contact.phone", .text("06"))]))
        try laptop.set(id, "number", .text("C"))
        #expect(try laptop.upload().flatMap(\.changes).map(\.context.revision) == [1])
    }

    @Test func `goes back to the server's value when a change is refused`() throws {
        let id = try held(["number": .text("A")])
        try laptop.set(id, "number", .text("B"))
        try laptop.upload()
        try laptop.store.apply([receipt(1, .quarantined)])
        var page = server.page()
        page.letters = [Letter(number: 4, content: .receipt(receipt(1, .refused)))]
        let outcome = try laptop.store.apply(page)
        #expect(outcome.receipts.map(\.status) == [.refused])
        #expect(try laptop.store.counts().quarantined == 0)
        #expect(try laptop.value(id, "number") == .text("A"))
        #expect(try laptop.store.lettersSeen() == 4)
        #expect(try laptop.store.apply(page).receipts.isEmpty)
        try laptop.expectSound()
    }

    @Test func `takes an admitted change as accepted`() throws {
        let id = try held(["number": .text("A")])
        try laptop.set(id, "number", .text("B"))
        try laptop.upload()
        try laptop.store.apply([receipt(1, .quarantined)])
        var page = server.changed(id, [("number", .text("B"))], by: laptop.store.incarnation)
        page.letters = [
            Letter(number: 1, content: .receipt(receipt(1, at: server.position(id))))
        ]
        _ = try laptop.store.apply(page)
        #expect(try laptop.store.counts().quarantined == 0)
        #expect(try laptop.field(id, "number")?.isPending == false)
        #expect(try laptop.value(id, "number") == .text("B"))
        try laptop.expectSound()
    }

    @Test func `takes a receipt once, and a duplicate by its first outcome`() throws {
        let id = try held(["number": .text("A")])
        try laptop.set(id, "number", .text("B"))
        try laptop.upload()
        try laptop.store.apply([
            receipt(1, .duplicate, at: server.advance(id), first: .conflictBeaten)
        ])
        try laptop.store.apply([receipt(1, .refused)])
        let history = try laptop.store.history(id, record: .caseFile, field: "number")
        #expect(history.first { $0.author == "anna" }?.status == .conflictBeaten)
        #expect(try laptop.value(id, "number") == .text("B"))
        let foreign = Receipt(
            dot: Dot(incarnation: server.incarnation, seq: 1),
            status: .refused
        )
        try laptop.store.apply([foreign])
        try laptop.expectSound()
    }

    @Test func `says what its own changes came to`() throws {
        let id = try held(["number": .text("A"), "contact.phone": .text("1")])
        try laptop.set(id, "number", .text("B"))
        try laptop.set(id, "contact.phone", .text("2"))
        try laptop.set(id, "contact.phone", .text("1"))
        try laptop.upload()
        let receipts = [
            receipt(1, .conflictBeaten, at: server.advance(id)), receipt(2, .void),
            receipt(3, .void),
        ]
        try laptop.store.apply(receipts)
        _ = try laptop.store.apply(server.changed(id, [("number", .text("C"))]))
        let answered = try laptop.store.receipted(receipts)
        #expect(answered.map(\.mine) == [.text("B")])
        #expect(answered.map(\.shown) == [.text("C")])
        #expect(answered.map(\.caseID) == [id])
        #expect(try laptop.upload().isEmpty)
        try laptop.expectSound()
    }

    // MARK: Pages

    @Test func `holds a case as rows and knows who wrote it`() throws {
        let id = try held([
            "person.familyName": .text("Bakker"), "aliases": .set(["a", "b"]),
            "lvb.flag": .boolean(true), "visits.planned": .integer(7),
            "risk.level": .text("low"),
        ])
        #expect(try laptop.value(id, "aliases") == .set(["a", "b"]))
        #expect(try laptop.value(id, "lvb.flag") == .boolean(true))
        #expect(try laptop.value(id, "visits.planned") == .integer(7))
        #expect(try laptop.field(id, "person.familyName")?.author == "bob")
        #expect(try laptop.field(id, "contact.phone") == nil)
        #expect(try laptop.file(id).summary.name == "Bakker")
        #expect(try laptop.store.cursor() == "c1")
        try laptop.expectSound()
    }

    @Test func `applies the same page twice without effect`() throws {
        let id = try held(["number": .text("A")])
        let page = server.changed(id, [("number", .text("B")), ("risk", .makeGroup([]))])
        #expect(try laptop.store.apply(page).pulled > 0)
        let (file, hash) = (try laptop.file(id), try laptop.store.stateHash())
        #expect(try laptop.store.apply(page).pulled == 0)
        #expect(try laptop.file(id) == file)
        #expect(try laptop.store.stateHash() == hash)
        try laptop.expectSound()
    }

    @Test func `takes nothing of a case from an older page`() throws {
        let id = try held(["number": .text("A")])
        let old = server.changed(id, [("number", .text("B"))])
        let new = server.changed(id, [("number", .text("C"))])
        _ = try laptop.store.apply(new)
        #expect(try laptop.store.apply(old).pulled == 0)
        #expect(try laptop.value(id, "number") == .text("C"))
        try laptop.expectSound()
    }

    @Test func `gives a case made here the server's numbers`() throws {
        let id = try laptop.newCase(["number": .text("A")], number: "TMP-12345678")
        let screening = RecordAddress(kind: "screening", key: .natural("start.housing"))
        try laptop.set(id, "status", .text("need"), record: screening)
        let action = RecordAddress(kind: "action", key: .unique(world.identifier()))
        _ = try laptop.store.save(laptop.draft(id, [], new: [action]))
        let saves = try laptop.upload()
        #expect(saves.allSatisfy { $0.caseRecordNumber == nil })
        try laptop.set(id, "title", .text("later"), record: action)
        try laptop.set(id, "contact.phone", .text("later"))
        for seq in 1...5 as ClosedRange<UInt64> {
            try laptop.store.apply([receipt(seq, at: server.advance(id))])
        }
        var page = server.page()
        page.cases = [server.header(id, whole: true, name: "SAM-2023-0001-X")]
        page.stamps = [server.stamp(id, by: laptop.store.incarnation)]
        page.rows = [
            server.row(id, .caseFile, ["number": .text("A")]),
            server.row(id, screening, ["status": .text("need")]),
            server.row(id, action, [:]),
        ]
        #expect(try laptop.store.apply(page).pulled == 0)
        try laptop.expectSound()
        #expect(try laptop.store.findCases("TMP-12345678").map(\.id) == [id])
        #expect(try laptop.store.findCases("SAM-2023-0001-X").map(\.number) == ["SAM-2023-0001-X"])
        #expect(try laptop.value(id, "title", record: action) == .text("later"))
        #expect(try laptop.field(id, "title", record: action)?.isPending == true)
        #expect(try laptop.store.counts().pending == 2)
        let rest = try laptop.upload()
        #expect(
            rest.flatMap(\.changes).map(\.recordNumber) == [
                server.number(id, action), server.number(id, .caseFile),
            ]
        )
        try laptop.reopen()
        #expect(try laptop.value(id, "contact.phone") == .text("later"))
        try laptop.expectSound()
    }

    @Test func `meets the server's record of a natural key that was made here too`() throws {
        let id = try held()
        let screening = RecordAddress(kind: "screening", key: .natural("start.housing"))
        try laptop.set(id, "status", .text("need"), record: screening)
        _ = server.advance(id)
        var page = server.page()
        page.cases = [server.header(id, whole: false)]
        page.stamps = [server.stamp(id)]
        page.rows = [server.row(id, screening, ["status": .text("no_need")])]
        _ = try laptop.store.apply(page)
        let field = try #require(try laptop.field(id, "status", record: screening))
        #expect(field.value == .text("need"))
        #expect(field.beneath == .text("no_need"))
        #expect(try laptop.store.counts().pending == 2)
        try laptop.expectSound()
    }

    @Test func `replaces what it held by a case that comes whole`() throws {
        let id = try held(["number": .text("A"), "contact.phone": .text("1")])
        let action = RecordAddress(kind: "action", key: .unique(world.identifier()))
        _ = server.advance(id)
        var page = server.page()
        page.cases = [server.header(id, whole: false)]
        page.stamps = [server.stamp(id)]
        page.rows = [server.row(id, action, ["title": .text("x")])]
        _ = try laptop.store.apply(page)
        #expect(try laptop.value(id, "title", record: action) == .text("x"))
        try laptop.set(id, "number", .text("mine"))
        _ = try laptop.store.apply(server.wholeCase(id, ["number": .text("B")]))
        #expect(try laptop.value(id, "number") == .text("mine"))
        #expect(try laptop.field(id, "number")?.beneath == .text("B"))
        #expect(try laptop.field(id, "contact.phone") == nil)
        #expect(try laptop.file(id).records.count == 1)
        try laptop.expectSound()
    }

    @Test func `shows deletions and restorations of the server`() throws {
        let id = try held()
        _ = try laptop.store.apply(server.changed(id, [(Schema.aliveUnit, .boolean(false))]))
        #expect(try laptop.store.cases(includingDeleted: false).isEmpty)
        #expect(try laptop.store.cases(includingDeleted: true).map(\.isAlive) == [false])
        expectError(.deleted) { try laptop.set(id, "number", .text("1")) }
        _ = try laptop.store.apply(server.changed(id, [(Schema.aliveUnit, .boolean(true))]))
        #expect(try laptop.set(id, "number", .text("1")) == 1)
        try laptop.expectSound()
    }

    @Test func `marks contested units, and tells conflicts`() throws {
        let id = try held(["number": .text("A")])
        var page = server.changed(id, [("number", .text("B"))])
        let candidate = Candidate(
            value: .text("C"),
            author: "carla",
            device: ReplicaID(world.identifier()),
            written: world.now,
            order: world.now,
            clockSuspect: true,
            dot: Dot(incarnation: server.incarnation, seq: 9),
            isShown: false
        )
        let conflict = Conflict(
            id: 7,
            version: 2,
            generation: 1,
            state: .open,
            caseID: id,
            caseNumber: "",
            record: .caseFile,
            unit: "number",
            policy: "queue",
            base: .text("A"),
            shown: .text("B"),
            candidates: [candidate],
            opened: world.now
        )
        let update = ConflictUpdate(
            caseIndex: 0,
            kind: "case",
            number: server.number(id, .caseFile),
            conflict: conflict
        )
        page.conflicts = [update]
        _ = try laptop.store.apply(page)
        #expect(try laptop.field(id, "number")?.isContested == true)
        #expect(try laptop.file(id).summary.contested == 1)
        #expect(try laptop.store.counts().contested == 1)
        var expected = conflict
        expected.caseNumber = try laptop.file(id).summary.number
        #expect(try laptop.store.conflict(7) == expected)
        #expect(try laptop.store.conflict(8) == nil)
        let history = try laptop.store.history(id, record: .caseFile, field: "number")
        #expect(history.map(\.value) == [.text("C"), .text("B")])
        var closed = server.changed(id, [])
        closed.conflicts = [update]
        closed.conflicts[0].conflict.state = .resolved
        closed.conflicts[0].conflict.resolution = Conflict.Resolution(
            value: .text("B"),
            by: "admin",
            reason: "known",
            at: world.now
        )
        _ = try laptop.store.apply(closed)
        let open = try laptop.store.conflicts(includingClosed: false, limit: 10, after: 0)
        #expect(open.isEmpty)
        let all = try laptop.store.conflicts(includingClosed: true, limit: 10, after: 0)
        #expect(all.first?.resolution?.by == "admin")
        #expect(try laptop.store.conflicts(includingClosed: true, limit: 10, after: 7).isEmpty)
        try laptop.expectSound()
    }

    @Test func `purges a case that left only when nothing waits there`() throws {
        let id = try held(["number": .text("A")])
        let other = try held(["number": .text("X")])
        try laptop.set(id, "number", .text("B"))
        var page = server.page()
        page.removed = [id, CaseID(world.identifier())]
        #expect(try laptop.store.apply(page).removed == 0)
        #expect(try laptop.value(id, "number") == .text("B"))
        try laptop.upload()
        let answer = [receipt(1, .quarantined)]
        try laptop.store.apply(answer)
        #expect(try laptop.store.caseFile(id) == nil)
        #expect(try laptop.store.findCases("SAM-2023-101").isEmpty)
        #expect(try laptop.store.counts().quarantined == 1)
        #expect(try laptop.store.receipted(answer).map(\.caseID) == [id])
        #expect(try laptop.value(other, "number") == .text("X"))
        try laptop.expectSound()
        // It comes back whole, without what the server did not take.
        _ = try laptop.store.apply(server.wholeCase(id, ["number": .text("A")]))
        #expect(try laptop.value(id, "number") == .text("A"))
        try laptop.expectSound()
    }

    @Test func `keeps notices until they are acknowledged`() throws {
        let id = try held()
        let notice = Notice(
            caseID: id,
            record: RecordAddress(kind: "screening", key: .natural("a")),
            unit: "status",
            mine: .text("need"),
            chosen: .null,
            by: "admin",
            reason: "because",
            at: world.now
        )
        var page = server.page()
        page.letters = [Letter(number: 2, content: .notice(notice))]
        _ = try laptop.store.apply(page)
        _ = try laptop.store.apply(page)
        #expect(try laptop.store.notices(acknowledge: false) == [notice])
        #expect(try laptop.store.notices(acknowledge: true) == [notice])
        #expect(try laptop.store.notices(acknowledge: true).isEmpty)
    }

    // MARK: What is not known yet

    @Test func `carries unknown fields and kinds, and shows them once they are known`() throws {
        let id = CaseID(world.identifier())
        var page = server.wholeCase(id, ["number": .text("A"), "new.text": .text("x")])
        let garden = RecordAddress(kind: "garden", key: .natural("back"))
        page.rows.append(server.row(id, garden, ["size": .integer(3)]))
        page.cells = [
            server.cell(id, "new.flag", .boolean(true)), server.cell(id, "new.set", .set(["b"])),
            server.cell(
                id,
                "risk",
                .makeGroup([
                    GroupMember(name: "risk.level", value: .text("low")),
                    GroupMember(name: "risk.score", value: .integer(4)),
                ])
            ),
        ]
        _ = try laptop.store.apply(page)
        try laptop.expectSound()
        let before = try laptop.store.stateHash()
        #expect(try laptop.field(id, "new.text")?.value == .text("x"))
        try laptop.set(id, "risk.level", .text("high"))
        #expect(try laptop.field(id, "risk.score")?.value == .integer(4))
        let wider = Schema.sample(
            version: 2,
            extra: [
                Field(name: "new.text", type: .text, policy: .queue),
                Field(name: "new.flag", type: .boolean, policy: .queue),
                Field(name: "new.set", type: .set(of: .text), policy: .set),
                Field(name: "risk.score", type: .integer, policy: .queue, group: "risk"),
            ],
            kinds: [
                Kind(
                    name: "garden",
                    hasNaturalKey: true,
                    fields: [Field(name: "size", type: .integer, policy: .queue)]
                )
            ]
        )
        try laptop.store.publish(wider)
        #expect(try laptop.value(id, "new.flag") == .boolean(true))
        #expect(try laptop.value(id, "new.set") == .set(["b"]))
        #expect(try laptop.value(id, "size", record: garden) == .integer(3))
        #expect(try laptop.value(id, "risk.score") == .integer(4))
        #expect(try laptop.store.stateHash() == before)
        try laptop.expectSound()
        #expect(try laptop.set(id, "new.text", .text("y")) == 1)
        try laptop.reopen(schema: wider)
        try laptop.expectSound()
    }

    @Test func `refuses a page that is not whole, and writes nothing of it`() throws {
        let id = try held(["number": .text("A")])
        let good = server.changed(id, [("number", .text("B"))])
        var pages: [FeedPage] = []
        var page = good
        page.stamps = []
        pages.append(page)
        page = good
        page.cells[0].caseIndex = 5
        pages.append(page)
        page = good
        page.cells[0].number = 99_999
        pages.append(page)
        page = good
        page.cells[0].value = .integer(4)
        pages.append(page)
        page = server.wholeCase(CaseID(world.identifier()), ["number": .text("x")])
        page.rows[0].columns[0] = PackedValues(bytes: [0x09, 0xFF], count: 1)
        pages.append(page)
        page.rows[0].columns[0] = PackedValues(bytes: [0x81], count: 1)
        pages.append(page)
        page.rows[0].columns = []
        pages.append(page)
        page.rows[0] = server.row(id, .caseFile, [:])
        page.rows[0].caseIndexes = [3]
        pages.append(page)
        for page in pages {
            expectError(.invalid) { _ = try laptop.store.apply(page) }
        }
        #expect(try laptop.value(id, "number") == .text("A"))
        #expect(try laptop.store.cursor() == "c1")
        #expect(try laptop.store.cases(includingDeleted: true).count == 1)
        try laptop.expectSound()
        _ = try laptop.store.apply(good)
        #expect(try laptop.value(id, "number") == .text("B"))
    }
}
