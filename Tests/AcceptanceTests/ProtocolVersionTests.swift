import Foundation
import SyncModel
import SyncWire
import Testing

/// Shows that another version of the protocol is refused in words on both sides, and nothing is lost by it.
///
/// The version is the last of an envelope's first four bytes.
@Suite(.waitsForProcesses) struct ProtocolVersionTests {
    private let words = Vocabulary.example
    private let placeOfVersion = 3

    @Test(arguments: [
        ("en_GB.UTF-8", "does not fit the server", "new version of sluis"),
        ("nl_NL.UTF-8", "past niet bij de server", "nieuwe versie van sluis"),
    ])
    func `a laptop says that the server's version is another, and what to do`(
        locale: String,
        what: String,
        next: String
    ) throws {
        let day = try Day(words, laptops: 1)
        let relay = try Relay(to: day.office.address)
        let laptop = try day.office.laptop("erik", address: relay.address)
        try laptop.sync()
        try laptop.set(day.caseID, "\(words.text)=Jansen")
        laptop.variables["LC_ALL"] = locale
        for number in 1...3 {
            relay.set(.damageAnswer(number: number, .flip(at: placeOfVersion)))
            let answer = try laptop.runPlain("sync")
            #expect(answer.code == 69)
            #expect(answer.messages.contains(what), "\(answer)")
            #expect(answer.messages.contains(next), "\(answer)")
        }
        relay.set(.forward)
        try laptop.sync()
        #expect(try laptop.done("status")["pending"] == 0)
        let served = try day.office.done("case", "show", day.caseID)
        #expect(served["fields"][words.text]["value"] == "Jansen")
        try laptop.expectSound()
    }

    @Test func `a server names the version as the reason, and goes on`() throws {
        let day = try Day(words, laptops: 1)
        let relay = try Relay(to: day.office.address)
        let laptop = try day.office.laptop("erik", address: relay.address)
        try laptop.sync()
        let request = try #require(relay.requests.last.flatMap { WholeAnswer($0) })
        var body = request.body
        body[placeOfVersion] += 1
        let answer = try #require(WholeAnswer(relay.exchange(Array(request.head.utf8) + body)))
        guard case .refusal(let refusal) = try Envelope(bytes: answer.body).open().response() else {
            Issue.record("no refusal")
            return
        }
        #expect(refusal.code == .version)
        try laptop.sync()
    }
}
