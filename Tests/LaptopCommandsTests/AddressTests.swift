import SyncModel
import Testing

@testable import LaptopCommands

/// Shows that the command line is split as `CONTRACT.md` says under Addressing.
@Suite struct AddressTests {
    @Test(arguments: [
        ("name=Jan", FieldAddress.Record.caseFile, "name", "Jan"),
        ("name=", .caseFile, "name", ""),
        ("name=a=b", .caseFile, "name", "a=b"),
        ("note=see http://x/y:z", .caseFile, "note", "see http://x/y:z"),
        (
            "screening/start.housing:status=need",
            .other(kind: "screening", key: "start.housing"), "status", "need"
        ),
        ("action/new:title=Pas", .other(kind: "action", key: "new"), "title", "Pas"),
        ("k/a/b:c:f=v", .other(kind: "k", key: "a/b:c"), "f", "v"),
    ])
    func `splits at the first = and /, and the last :`(
        text: String,
        record: FieldAddress.Record,
        field: String,
        value: String
    ) throws {
        let assignment = try Assignment(text)
        #expect(assignment.address.record == record)
        #expect(assignment.address.field == field)
        #expect(assignment.value == value)
    }

    @Test(arguments: ["novalue", "", "=x", "action/new=x", "action/:f=x", "/k:f=x", "action/k:=x"])
    func `refuses what names nothing as a wrong command line`(text: String) throws {
        let failure = try #require(throws: CommandFailure.self) { try Assignment(text) }
        #expect(failure.exit == .usage)
    }

    @Test func `splits a record's path at the first two slashes`() throws {
        #expect(try RecordPath("HLM-1").record == nil)
        let path = try RecordPath("HLM-1/screening/start.housing")
        #expect(path.caseText == "HLM-1")
        #expect(path.record?.kind == "screening")
        #expect(path.record?.key == "start.housing")
        #expect(throws: CommandFailure.self) { try RecordPath("HLM-1/visit") }
        #expect(throws: CommandFailure.self) { try RecordPath("HLM-1/visit/") }
    }

    @Test(arguments: [
        ("hlm-2018-0042-k", "HLM-2018-0042-K"), ("0190A000-7f", "0190a000-7f"),
        ("tmp-00AB", "TMP-00ab"), ("TMP-00ab", "TMP-00ab"), ("", ""),
    ])
    func `looks numbers up in capitals and ids in small letters`(text: String, wanted: String) {
        #expect(CaseLookup.normalised(text) == wanted)
    }

    @Test func `makes a temporary number of the id's random part`() throws {
        let id = try #require(CaseID("0190a000-1234-7abc-8def-0123456789ab"))
        #expect(TemporaryNumber.text(for: id) == "TMP-abc8def0")
    }

    @Test(arguments: [
        ("https://sluis.example/", "https://sluis.example"),
        ("https://sluis.example:8443/x/", "https://sluis.example:8443/x"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.9.9.9", "http://127.9.9.9"), ("http://[::1]:80", "http://[::1]:80"),
        ("HTTP://localhost:8080", "http://localhost:8080"),
    ])
    func `takes https, and http for loopback`(text: String, expected: String) throws {
        #expect(try ServerAddress.check(text) == expected)
    }

    @Test(arguments: [
        "http://sluis.example", "http://10.0.0.1", "http://127.0.0.1.evil.example",
        "http://localhost@evil.example", "ftp://x", "sluis.example", "https://", "https://x:0",
        "https://x:99999", "http://127.0.0.300", "https://a b", "https://x/?q", "http://1270.0.0.1",
    ])
    func `refuses every other address`(text: String) throws {
        let failure = try #require(throws: CommandFailure.self) { try ServerAddress.check(text) }
        #expect(failure.exit == .usage)
    }
}
