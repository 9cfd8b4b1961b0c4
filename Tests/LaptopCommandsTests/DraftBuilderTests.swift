import Casework
import SyncModel
import Testing

@testable import LaptopCommands

/// Shows what assignments become under the schema of `CONTRACT.md`.
@Suite struct DraftBuilderTests {
    private static let text = """
        schema: example
        version: 1
        kinds:
          case:
            fields:
              name: { type: text, policy: queue, max: 10 }
              housing.status: { type: code, codes: [no_need, need], policy: queue }
              aliases: { type: set, of: text, policy: set }
              visits.planned: { type: integer, policy: queue, min: 0, max: 400 }
              lvb.flag: { type: boolean, policy: queue }
              bsn: { type: text, policy: server }
          visit:
            append: true
            fields:
              on: { type: date, required: true, notAfter: today }
              note: { type: text, max: 20000 }
          screening:
            key: natural
            fields:
              status: { type: code, codes: [need, no_need], policy: queue }
          action:
            fields:
              title: { type: text, policy: queue, required: true }
              due: { type: date, policy: lww }
        """

    private func builder() throws -> DraftBuilder {
        let today = try #require(CivilDate("2026-11-24"))
        let key = Identifier128(high: 0x0190_A000_0000_7000, low: 1 << 63 | 7)
        let schema = try SchemaReader.read(Self.text, file: "example.yaml")
        return DraftBuilder(schema: schema, today: today, language: .en) { key }
    }

    private func failure(_ texts: String...) throws -> CommandFailure {
        var builder = try builder()
        return try #require(throws: CommandFailure.self) {
            for text in texts { try builder.add(Assignment(text)) }
            for record in builder.newRecords { try builder.checkRequired(of: record) }
        }
    }

    @Test func `types values by the schema`() throws {
        var builder = try builder()
        for text in [
            "name=Jan", "aliases=[\"b\",\"a\",\"b\"]", "visits.planned=7", "lvb.flag=true",
            "housing.status=",
        ] {
            try builder.add(Assignment(text))
        }
        #expect(
            builder.edits.map(\.value) == [
                .text("Jan"), .set(["a", "b"]), .integer(7), .boolean(true), .null,
            ]
        )
        #expect(builder.edits.allSatisfy { $0.record == .caseFile })
    }

    @Test func `makes one record a kind for new`() throws {
        var builder = try builder()
        try builder.add(Assignment("action/new:title=Pas"))
        try builder.add(Assignment("action/new:due=2027-01-01"))
        try builder.add(Assignment("screening/start.housing:status=need"))
        #expect(builder.newRecords.count == 1)
        #expect(Set(builder.edits.map(\.record)).count == 2)
        #expect(builder.edits[0].record == builder.edits[1].record)
        #expect(
            builder.edits[2].record
                == RecordAddress(kind: "screening", key: .natural("start.housing"))
        )
    }

    @Test(arguments: [
        ("nme=x", Message.fieldUnknownSuggestion), ("zzzzzz=x", .fieldUnknown),
        ("alive=false", .fieldUnknown), ("actoin/new:title=x", .kindUnknownSuggestion),
        ("housing.status=ned", .codeUnknownSuggestion), ("housing.status=palace", .codeUnknown),
        ("name=12345678901", .valueTooLong), ("visits.planned=401", .valueOutOfRange),
        ("visits.planned=many", .notInteger), ("lvb.flag=yes", .notBoolean),
        ("aliases=Jan", .notSet), ("aliases=[1]", .notSet), ("name=a\u{0}b", .textUnreadable),
        ("bsn=1", .serverOnly),
        ("screening/a b:status=need", .keyNotNatural), ("action/nokey:title=x", .recordUnknown),
        ("action/new:due=2027-01-01", .requiredMissing), ("action/new:due=morgen", .notDate),
        ("visit/0190a000-0000-7000-8000-000000000007:note=x", .writtenOnce),
        ("visit/new:on=2026-11-25", .dateInFuture), ("case/new:name=x", .recordUnknown),
    ])
    func `refuses what does not fit as wrong data`(text: String, message: Message) throws {
        let failure = try failure(text)
        #expect(failure.what == message)
        #expect(failure.exit == .data)
        #expect(failure.safety == .nothingWritten)
    }

    @Test func `takes today for a visit`() throws {
        var builder = try builder()
        try builder.add(Assignment("visit/new:on=2026-11-24"))
        #expect(builder.edits.count == 1)
    }
}
