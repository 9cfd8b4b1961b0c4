import Foundation
import Testing

/// Shows that the commands print what `docs/CONTRACT.md` says: every key, of the right type.
@Suite(.waitsForProcesses) struct CommandTests {
    private let words = Vocabulary.example

    @Test func `the laptop's commands print every key`() throws {
        let day = try Day(words, laptops: 2)
        let laptop = day.laptops[0]
        let office = day.office
        let code = try office.code(for: "gerda", role: "counsellor")
        let fresh = try Laptop(user: "gerda")
        let enrolled = try fresh.done("enrol", office.address, "--code", code, "--device", "new")
        #expect(enrolled["user"] == "gerda")
        #expect(enrolled["role"] == "counsellor")
        enrolled.expectKeys(["replica": .text, "server": .text])

        let made = try expectDone(laptop.run(["case", "new", "\(words.text)=Jansen"]))
        made.expectKeys(["case": .text, "id": .text])
        #expect(made["changes"] == 2)
        let caseID = made["id"].text
        try laptop.set(caseID, "\(words.natural.record):\(words.natural.field)=no_need")
        let both = try laptop.set(
            caseID,
            "\(words.natural.record):\(words.natural.field)=need",
            "\(words.action.kind)/new:\(words.action.field)=Pas"
        )
        #expect(both["changes"] == 2)
        #expect(both["records"].array.count == 1)
        #expect(both["records"][0].text.hasPrefix("\(words.action.kind)/"))

        try laptop.set(
            caseID,
            "\(words.set)=[\"Jan\",\"Johan\"]",
            "lvb.flag=true",
            "visits.planned=3"
        )
        let listed = try laptop.done("case", "list")
        for entry in listed.array {
            entry.expectKeys([
                "case": .text, "id": .text, "name": .textOrNull, "pending": .integer,
                "contested": .integer, "alive": .truth,
            ])
        }
        let shown = try laptop.show(caseID)
        shown.expectKeys([
            "case": .text, "id": .text, "fields": .object, "visits": .array, "records": .object,
        ])
        for field in shown["fields"].object.values {
            field.expectKeys([
                "value": .any, "author": .text, "written": .instant, "pending": .truth,
                "contested": .truth,
            ])
        }
        #expect(shown["fields"][words.set]["value"] == ["Jan", "Johan"])
        #expect(shown["fields"]["lvb.flag"]["value"] == true)
        #expect(shown["fields"]["visits.planned"]["value"] == 3)
        #expect(shown["fields"][words.decide] == .null)
        for record in shown["records"][words.action.kind].array {
            record.expectKeys(["key": .text, "fields": .object, "alive": .truth])
        }
    }

    @Test func `status, sync and check print every key`() throws {
        let day = try Day(words, laptops: 1)
        let laptop = day.laptops[0]
        try laptop.set(day.caseID, "\(words.text)=Jansen")
        let status = try laptop.done("status")
        status.expectKeys([
            "user": .text, "device": .text, "server": .text, "pending": .integer,
            "contested": .integer, "quarantined": .integer, "cursor": .textOrNull,
            "lastSync": .instantOrNull, "clockOffsetMs": .integerOrNull,
        ])
        #expect(try #require(status["pending"].integer) > 0)
        let synced = try laptop.sync()
        synced.expectKeys([
            "pushed": .integer, "pulled": .integer, "receipts": .object, "refused": .array,
            "contested": .array, "cursor": .text, "epoch": .integer, "stateHash": .any,
        ])
        try laptop.done("check").expectKeys(["ok": .truth, "invariants": .array])
        for invariant in try laptop.done("check")["invariants"].array {
            invariant.expectKeys(["name": .text, "ok": .truth, "detail": .textOrNull])
        }
    }

    @Test func `visits and amendments print every key`() throws {
        let day = try Day(words, laptops: 1)
        let laptop = day.laptops[0]
        let made = try expectDone(
            laptop.run(
                [
                    "visit", "new", day.caseID, "--on", "2026-01-05", "--kind", words.visit.kind,
                    "--result", words.visit.result, "--note", "-",
                ],
                input: "spoke at length\n"
            )
        )
        made.expectKeys(["visit": .text, "changes": .integer])
        let amended = try laptop.done(
            "visit",
            "amend",
            day.caseID,
            made["visit"].text,
            "--reason",
            "wrong name",
            "--note",
            "better"
        )
        amended.expectKeys(["amendment": .text, "changes": .integer])
        for pass in 0..<2 {
            let visits = try laptop.done("visit", "list", day.caseID).array
            #expect(visits.count == 1)
            let visit = try #require(visits.first)
            visit.expectKeys([
                "id": .text, "on": .text, "kind": .text, "result": .text, "author": .text,
                "note": .text, "sections": .any, "amendments": .array,
            ])
            #expect(visit["on"] == "2026-01-05")
            #expect(visit["note"].text.hasPrefix("spoke at length"))
            #expect(visit["author"] == "anna")
            #expect(visit["amendments"].array.count == 1)
            #expect(try laptop.show(day.caseID)["visits"].array.count == 1)
            if pass == 0 { try laptop.sync() }
        }
        let found = try laptop.done("search", "length").array
        #expect(!found.isEmpty)
        for hit in found {
            hit.expectKeys(["case": .text, "record": .text, "field": .text, "excerpt": .text])
        }
        #expect(try laptop.done("search", "nowhere-at-all").array == [])
    }

    @Test func `history prints every key, oldest first`() throws {
        let day = try Day(words, laptops: 1)
        let laptop = day.laptops[0]
        try laptop.set(day.caseID, "\(words.text)=One")
        let pending = try laptop.done("history", day.caseID, words.text)[0]
        #expect(pending["status"] == "pending")
        #expect(pending["position"] == .null)
        try laptop.sync()
        try laptop.set(day.caseID, "\(words.text)=Two")
        try laptop.sync()
        for history in [
            try laptop.done("history", day.caseID, words.text),
            try day.office.done("history", day.caseID, words.text),
        ] {
            #expect(history.array.map { $0["value"] } == ["One", "Two"])
            #expect(history.array.map { $0["status"] } == ["applied", "applied"])
            for entry in history.array {
                entry.expectKeys([
                    "dot": .text, "value": .any, "author": .text, "device": .text,
                    "written": .instant, "context": .integerOrNull, "position": .integer,
                ])
                #expect(entry["dot"].text.contains("."))
            }
            let positions = history.array.compactMap { $0["position"].integer }
            #expect(positions == positions.sorted())
            #expect(Set(positions).count == 2)
        }
    }

    @Test func `history tells what a new case was made with once`() throws {
        let day = try Day(words, laptops: 1)
        let laptop = day.laptops[0]
        let id = try laptop.newCase("\(words.text)=One")
        try laptop.sync()
        let here = try laptop.done("history", id, words.text)
        #expect(here.array.count == 1)
        #expect(here == (try day.office.done("history", id, words.text)))
    }

    @Test func `the server's commands print every key`() throws {
        let day = try Day(words, laptops: 2)
        let office = day.office
        for index in 0..<2 {
            try day.laptops[index].set(day.caseID, "\(words.text)=Value \(index)")
            try day.laptops[index].sync()
        }
        let conflict = try office.onlyConflict()
        let keys: [String: JSON.Kind] = [
            "id": .text, "version": .integer, "generation": .integer, "state": .text,
            "case": .text, "caseId": .text, "record": .text, "field": .text, "policy": .text,
            "base": .any, "shown": .any, "candidates": .array, "opened": .instant,
            "resolution": .any,
        ]
        conflict.expectKeys(keys)
        for candidate in conflict["candidates"].array {
            candidate.expectKeys([
                "value": .any, "author": .text, "device": .text, "written": .instant, "order": .any,
                "clockSuspect": .truth, "dot": .text,
            ])
        }
        try office.done("conflict", "show", conflict["id"].text).expectKeys(keys)
        try day.syncAll()
        for entry in try day.laptops[0].done("conflict", "list").array { entry.expectKeys(keys) }

        let devices = try office.done("device", "list").array
        #expect(devices.count == 2)
        for device in devices {
            device.expectKeys([
                "id": .text, "user": .text, "name": .text, "incarnation": .text,
                "lastContact": .instantOrNull, "acceptedSeq": .integer, "state": .text,
                "clockOffsetMs": .integerOrNull,
            ])
        }
        let invite = try office.done("invite", "anna")
        invite.expectKeys(["code": .text, "expires": .instant])
        let assigned = try office.done("assign", day.caseID, "bert")
        assigned.expectKeys(["case": .text, "users": .array])
        try office.done("check").expectKeys(["ok": .truth, "invariants": .array])
        #expect(try office.done("user", "list").array.count == 2)
        let served = try office.done("case", "show", day.caseID)
        served.expectKeys([
            "case": .text, "id": .text, "fields": .object, "visits": .array, "records": .object,
        ])
    }

    @Test func `many conflicts of one device are decided and undone together`() throws {
        let day = try Day(words, laptops: 2)
        var cases = [day.caseID]
        for _ in 0..<2 { cases.append(try day.laptops[0].newCase()) }
        try day.syncAll()
        for caseID in cases {
            for index in 0..<2 {
                try day.laptops[index].set(caseID, "\(words.text)=Value \(index)")
            }
        }
        for laptop in day.laptops { try laptop.sync() }
        let devices = try day.office.done("device", "list").array
        let device = try #require(devices.first { $0["user"] == "bert" })["id"].text
        let decided = try day.office.done(
            "conflict",
            "resolve",
            "--all",
            "--from-device",
            device,
            "--rule",
            "latest",
            "--reason",
            "one drawer"
        )
        #expect(decided["resolved"] == 3)
        #expect(try day.office.conflicts() == [])
        let undone = try day.office.done(
            "conflict",
            "undo",
            decided["batch"].text,
            "--reason",
            "wrong drawer"
        )
        #expect(undone["reopened"] == 3)
        #expect(try day.office.conflicts().count == 3)
        let page = try day.office.done("conflict", "list", "--limit", "2").array
        #expect(page.count == 2)
        let rest = try day.office.done(
            "conflict",
            "list",
            "--limit",
            "2",
            "--after",
            page.last?["id"].text ?? ""
        ).array
        #expect(rest.count == 1)
        try day.syncAll()
        try day.expectAgreement()
    }

    @Test func `operators' commands work while no server runs`() throws {
        let day = try Day(words, laptops: 1)
        #expect(day.office.stop() == 0)
        #expect(try day.office.done("user", "list").array.count == 1)
        try day.office.done("user", "add", "zoe", "--role", "admin")
        try day.office.start()
        #expect(try day.office.done("user", "list").array.count == 2)
    }

    @Test(arguments: [
        ["--help"], ["case", "--help"], ["case", "set", "--help"], ["sync", "--help"],
    ])
    func `help is there`(arguments: [String]) throws {
        let laptop = try Laptop(user: "nobody")
        let answer = try laptop.child(bytes: arguments.map { Array($0.utf8) }).answer()
        #expect(answer.code == 0)
        #expect(!answer.text.isEmpty)
    }

    @Test func `a unique prefix of a number or an id will do`() throws {
        let day = try Day(words, laptops: 1)
        let number = try day.laptops[0].show(day.caseID)["case"].text
        for form in [number, String(number.dropLast(2)), String(day.caseID.prefix(12))] {
            #expect(try day.laptops[0].show(form)["id"] == .string(day.caseID), "\(form)")
        }
    }

    @Test func `a number made offline goes on resolving`() throws {
        let day = try Day(words, laptops: 1)
        let made = try expectDone(day.laptops[0].run(["case", "new"]))
        let number = made["case"].text
        try day.laptops[0].sync()
        #expect(try day.laptops[0].show(number)["id"] == made["id"])
        let now = try day.laptops[0].show(number)["case"].text
        #expect(!now.hasPrefix("TMP-"))
        #expect(try day.office.done("case", "show", now)["id"] == made["id"])
    }
}

extension JSON {
    /// What a value of a key may be.
    enum Kind {
        case any, text, textOrNull, integer, integerOrNull, truth, array, object, instant,
            instantOrNull
    }

    /// Expects that each key is there, with a value of its kind.
    func expectKeys(_ keys: [String: Kind], at location: SourceLocation = #_sourceLocation) {
        for (key, kind) in keys {
            guard let value = object[key] else {
                Issue.record("no key \(key) in \(self)", sourceLocation: location)
                continue
            }
            #expect(value.matches(kind), "\(key) is \(value)", sourceLocation: location)
        }
    }

    private func matches(_ kind: Kind) -> Bool {
        switch (self, kind) {
        case (_, .any), (.string, .text), (.string, .textOrNull), (.null, .textOrNull),
            (.boolean, .truth), (.array, .array), (.object, .object), (.null, .instantOrNull),
            (.null, .integerOrNull):
            true
        case (.number, .integer), (.number, .integerOrNull): integer != nil
        case (.string(let text), .instant), (.string(let text), .instantOrNull):
            text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil
        default: false
        }
    }
}
