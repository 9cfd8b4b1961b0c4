internal import Casework
internal import Foundation
internal import SyncModel
internal import SyncStore
internal import Testing

@testable internal import ServerCore

/// Shows what operators' commands answer and refuse; each is also read back from the JSON that travels.
@Suite struct OperatorTests {
    private let office: TestOffice

    init() throws { office = try TestOffice() }

    private func error(_ body: () throws -> JSONValue) -> OperatorError.Code? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? OperatorError)?.code
        }
    }

    @Test func `users are added, changed, disabled and listed`() throws {
        #expect(
            try office.run(UserAdd(user: "erik", role: "counsellor"))["role"]?.text == "counsellor"
        )
        #expect(error { try office.run(UserAdd(user: "erik", role: "admin")) } == .userExists)
        #expect(error { try office.run(UserAdd(user: "operator", role: "admin")) } == .userName)
        #expect(error { try office.run(UserAdd(user: "a b", role: "admin")) } == .userName)
        #expect(error { try office.run(UserAdd(user: "anna", role: "boss")) } == .command)
        #expect(try office.run(UserRole(user: "erik", role: "admin"))["role"]?.text == "admin")
        #expect(try office.run(UserDisable(user: "erik"))["enabled"]?.bool == false)
        #expect(error { try office.run(Invite(user: "erik")) } == .userDisabled)
        #expect(error { try office.run(Invite(user: "nobody")) } == .unknownUser)
        let users = try #require(try office.run(UserList()).elements)
        #expect(users.map { $0["name"]?.text } == ["erik"])
    }

    @Test func `names that differ only by Unicode form are one user`() throws {
        _ = try office.run(UserAdd(user: "Rene\u{301}", role: "counsellor"))
        #expect(error { try office.run(UserAdd(user: "Ren\u{e9}", role: "admin")) } == .userExists)
        #expect(try office.run(UserDisable(user: "Rene\u{301}"))["enabled"]?.bool == false)
    }

    @Test func `only who may acts`() throws {
        _ = try office.invite("erik")
        _ = try office.invite("rita", role: .coordinator)
        let add = UserAdd(user: "anna", role: "admin")
        #expect(error { try office.run(add, as: "erik") } == .notAllowed)
        #expect(error { try office.run(add, as: "rita") } == .notAllowed)
        #expect(error { try office.run(UserList(), as: "rita") } == nil)
        #expect(error { try office.run(ConflictList(), as: "erik") } == .notAllowed)
        #expect(error { try office.run(UserList(), as: "nobody") } == .unknownUser)
        _ = try office.run(UserDisable(user: "rita"))
        #expect(error { try office.run(UserList(), as: "rita") } == .notAllowed)
    }

    /// Two laptops write one field without knowing of each other.
    private func contest() throws -> (caseID: CaseID, erik: TestDevice, rita: TestDevice) {
        let erik = try office.device(of: "erik")
        let rita = try office.device(of: "rita", role: .coordinator)
        let made = erik.makeCase([("person.familyName", .text("Jansen"))])
        _ = try erik.push([made])
        let position = try #require(try rita.pull().cases.first).position
        office.world.pass(milliseconds: 1000)
        _ = try erik.push([
            erik.save(
                in: made.caseID,
                [(.caseFile, "housing.status", .text("need"))],
                context: position
            )
        ])
        office.world.pass(milliseconds: 1000)
        _ = try rita.push([
            rita.save(
                in: made.caseID,
                [(.caseFile, "housing.status", .text("in_order"))],
                context: position
            )
        ])
        return (made.caseID, erik, rita)
    }

    @Test func `a conflict is listed, shown and decided at the version that was read`() throws {
        let (caseID, _, _) = try contest()
        let listed = try #require(try office.run(ConflictList()).elements)
        let conflict = try #require(listed.first)
        #expect(listed.count == 1)
        #expect(conflict["field"]?.text == "housing.status")
        #expect(conflict["record"]?.text == "case")
        #expect(conflict["caseId"]?.text == caseID.description)
        #expect(conflict["shown"]?.text == "in_order")
        #expect(
            conflict["candidates"]?.elements?.map { $0["value"]?.text } == ["in_order", "need"]
        )
        #expect(conflict["resolution"] == .null)
        let id = try #require(conflict["id"]?.text)
        let version = UInt64(try #require(conflict["version"]?.integer))
        #expect(try office.run(ConflictShow(id: id)) == conflict)

        func resolve(_ choice: ConflictResolve.Choice, version: UInt64, reason: String = "why")
            -> ConflictResolve
        { ConflictResolve(id: id, version: version, choice: choice, reason: reason) }
        #expect(error { try office.run(resolve(.keep, version: version + 1)) } == .changed)
        #expect(error { try office.run(resolve(.take(2), version: version)) } == .value)
        #expect(error { try office.run(resolve(.value("x"), version: version)) } == .value)
        #expect(error { try office.run(resolve(.keep, version: version, reason: " ")) } == .reason)
        let decided = try office.run(resolve(.take(1), version: version))
        #expect(decided["state"]?.text == "resolved")
        #expect(decided["resolution"]?["value"]?.text == "need")
        #expect(decided["resolution"]?["by"]?.text == "operator")
        #expect(error { try office.run(resolve(.keep, version: version)) } == .changed)
        #expect(try office.run(ConflictList()).elements == [])
        #expect(try office.run(ConflictList(all: true)).elements?.count == 1)

        let reopened = try office.run(ConflictReopen(id: id, reason: "again"))
        #expect(reopened["generation"]?.integer == 2)
        #expect(reopened["state"]?.text == "open")
    }

    @Test func `a laptop's conflicts are decided by rule and taken back`() throws {
        let (_, erik, _) = try contest()
        let device = erik.replica.description
        let command = ConflictResolveAll(device: device, rule: .latest, reason: "old laptop")
        let done = try office.run(command)
        #expect(done["resolved"]?.integer == 1)
        #expect(try office.run(ConflictList()).elements == [])
        let batch = try #require(done["batch"]?.text)
        #expect(try office.run(ConflictUndo(batch: batch, reason: "no"))["reopened"]?.integer == 1)
        #expect(try office.run(ConflictList()).elements?.count == 1)
        let unknown = ConflictResolveAll(device: "x", rule: .shown, reason: "y")
        #expect(error { try office.run(unknown) } == .unknownDevice)
    }

    @Test func `what is kept aside is admitted or refused once`() throws {
        let erik = try office.device(of: "erik")
        let anna = try office.device(of: "anna")
        let made = erik.makeCase()
        _ = try erik.push([made])
        let stray = anna.save(
            in: made.caseID,
            [(.caseFile, "flag", .boolean(true)), (.caseFile, "planned", .integer(4))]
        )
        #expect(try anna.push([stray]).receipts.map(\.reason) == ["scope", "scope"])
        let aside = try #require(try office.run(QuarantineList()).elements)
        #expect(aside.map { $0["author"]?.text } == ["anna", "anna"])
        #expect(aside.map { $0["field"]?.text } == ["flag", "planned"])
        let ids = aside.compactMap { $0["id"]?.text }
        try #require(ids.count == 2)
        #expect(try office.run(QuarantineAdmit(id: ids[0]))["status"]?.text == "applied")
        #expect(error { try office.run(QuarantineAdmit(id: ids[0])) } == .changed)
        let refusal = QuarantineRefuse(id: ids[1], reason: "not hers")
        #expect(try office.run(refusal)["status"]?.text == "refused")
        #expect(try office.run(QuarantineList()).elements == [])
        #expect(try office.run(QuarantineList(all: true)).elements?.count == 2)
        #expect(error { try office.run(QuarantineAdmit(id: "99")) } == .unknownQuarantine)
    }

    @Test func `a case is found by number, id and beginning, and a mistyped number is told`() throws
    {
        let erik = try office.device(of: "erik")
        _ = try erik.push([erik.makeCase([("person.familyName", .text("Jansen"))])])
        let header = try #require(try erik.pull().cases.first)
        for name in [
            header.caseNumber, header.caseID.description, String(header.caseNumber.dropLast(2)),
        ] {
            #expect(try office.run(CaseShow(caseName: name))["case"]?.text == header.caseNumber)
        }
        let last = try #require(header.caseNumber.last)
        let wrong = header.caseNumber.dropLast() + (last == "1" ? "2" : "1")
        #expect(error { try office.run(CaseShow(caseName: String(wrong))) } == .checkCharacter)
        #expect(error { try office.run(CaseShow(caseName: "NIX")) } == .unknownCase)
        #expect(error { try office.run(CaseShow(caseName: "")) } == .unknownCase)
        let shown = try office.run(CaseShow(caseName: header.caseNumber))
        #expect(shown["fields"]?["person.familyName"]?["value"]?.text == "Jansen")
        let history = HistoryShow(caseName: header.caseNumber, field: "person.familyName")
        #expect(try office.run(history).elements?.map { $0["status"]?.text } == ["applied"])
        for field in ["nix", "nix/a:b", "screening/a:nix", "screening:status"] {
            let unknown = HistoryShow(caseName: header.caseNumber, field: field)
            let code = error { try office.run(unknown) }
            #expect(code == .unknownField || code == .unknownRecord, "\(field)")
        }
    }

    @Test func `a group's value is an object`() throws {
        let desk = try OperatorDesk(
            store: office.store,
            environment: office.world.environment,
            log: office.service.log
        )
        let value = try desk.value(#"{"risk.level":"low"}"#, kind: "case", unit: "risk")
        #expect(
            value
                == .group([
                    GroupMember(name: "risk.level", value: .text("low")),
                    GroupMember(name: "risk.reason", value: .null),
                ])
        )
        #expect(throws: OperatorError.self) {
            try desk.value(#"{"risk.other":"low"}"#, kind: "case", unit: "risk")
        }
        #expect(throws: OperatorError.self) { try desk.value("low", kind: "case", unit: "risk") }
        #expect(try desk.value("false", kind: "case", unit: "alive") == .boolean(false))
    }

    @Test func `a schema that does not follow is refused with its reason`() throws {
        let next = TestOffice.schemaText.replacing("version: 3", with: "version: 4")
            .replacing("max: 20 }", with: "max: 40 }")
        #expect(
            error { try office.run(SchemaPublish(file: "f", text: TestOffice.schemaText)) }
                == .schemaRefused
        )
        #expect(error { try office.run(SchemaPublish(file: "f", text: "schema: [")) } == .schema)
        let published = try office.run(SchemaPublish(file: "f", text: next))
        #expect(published["schemaVersion"]?.integer == 4)
        #expect(office.store.schema.version == 4)
    }

    @Test func `every command reads back from what travels`() throws {
        func roundTrip(_ command: some OperatorCommand) throws -> any OperatorCommand {
            let bytes = try JSONEncoder().encode(command)
            let type = try #require(OperatorCommands.command(path: type(of: command).path))
            return try JSONDecoder().decode(type, from: bytes)
        }
        let assign = try #require(
            try roundTrip(Assign(caseName: "C", user: "erik")) as? Assign
        )
        #expect(assign.caseName == "C")
        let resolve = try #require(
            try roundTrip(
                ConflictResolve(id: "1", version: 2, choice: .value("v"), reason: "r")
            ) as? ConflictResolve
        )
        #expect(resolve.choice == .value("v"))
        #expect(Set(OperatorCommands.all.map { $0.path }).count == OperatorCommands.all.count)
    }

    @Test func `check answers for each invariant`() throws {
        let report = try office.run(Check())
        #expect(report["ok"]?.bool == true)
        #expect(report["invariants"]?.elements?.isEmpty == false)
    }
}
