import Foundation
import SyncWire
import Testing

/// Shows that nothing is taken from an envelope that is not whole, wherever the damage is.
///
/// Requests are damaged at every byte and cut to every length, and sent over HTTP to the real server; answers at
/// some bytes, on their way to the real laptop. `DamagedAnswerTests` damages answers everywhere, in the engine.
@Suite(.waitsForProcesses) struct DamageTests {
    private let words = Vocabulary.example

    /// Which request is damaged: its number in a sync.
    enum Message: Int, CaseIterable, Sendable {
        case push = 2
        case pull = 3
    }

    @Test(arguments: Message.allCases)
    func `a request damaged at any byte, or cut to any length, changes nothing`(
        message: Message
    ) throws {
        let day = try Day(words, laptops: 1)
        let relay = try Relay(to: day.office.address)
        let laptop = try day.office.laptop("erik", address: relay.address)
        try laptop.sync()
        try laptop.set(day.caseID, "\(words.text)=Jansen")
        relay.reset()
        relay.set(.loseRequest(number: message.rawValue))
        try laptop.expectRefused(69, "sync")
        let request = try #require(relay.requests.last.flatMap { WholeAnswer($0) })
        let envelope = request.body
        #expect(envelope.count > 100)
        let before = try state(of: day)

        for byte in envelope.indices {
            var flipped = envelope
            flipped[byte] ^= 1 << UInt8(byte % 8)
            try expectRefused(relay.exchange(post(flipped)), "byte \(byte)")
        }
        for length in envelope.indices {
            try expectRefused(relay.exchange(post(Array(envelope[..<length]))), "cut to \(length)")
        }

        #expect(try state(of: day) == before)
        try expectDone(day.office.run(["check"]))
        try expectTaken(relay.exchange(post(envelope)), message)
        relay.set(.forward)
        let report = try laptop.sync()
        let again: JSON = message == .push ? .object(["duplicate": 1]) : .object([:])
        #expect(report["receipts"] == again)
        #expect(try laptop.done("status")["pending"] == 0)
        try laptop.expectSound()
    }

    @Test(arguments: [1, 2, 3])
    func `a damaged answer ends the sync with a message, and the next one works`(
        number: Int
    ) throws {
        let day = try Day(words, laptops: 1)
        let relay = try Relay(to: day.office.address)
        let laptop = try day.office.laptop("erik", address: relay.address)
        try laptop.sync()
        let damages: [Relay.Damage] = [
            .flip(at: 0), .flip(at: 5), .flip(at: 60), .flip(at: 977), .cut(length: 0),
            .cut(length: 100), .shorten(length: 0), .shorten(length: 100), .shorten(length: 977),
        ]
        for (index, damage) in damages.enumerated() {
            try laptop.set(day.caseID, "\(words.text)=Jansen \(index)")
            relay.set(.damageAnswer(number: number, damage))
            let damaged = try laptop.run(["sync"])
            #expect([65, 69].contains(damaged.code), "\(damage) \(damaged)")
            #expect(!damaged.messages.isEmpty, "\(damage)")
            #expect(try laptop.value(day.caseID, words.text) == .string("Jansen \(index)"))
            // The receipts came with answer 2: after a damaged page nothing waits any more.
            #expect(try laptop.done("status")["pending"] == .number(number == 3 ? 0 : 1))
            relay.set(.forward)
            try laptop.sync()
            #expect(try laptop.done("status")["pending"] == 0, "\(damage)")
        }
        try laptop.expectSound()
        try day.syncAll()
        try day.expectShown(words.text, .string("Jansen \(damages.count - 1)"))
    }

    /// All that a request could have changed.
    private func state(of day: Day) throws -> [JSON] {
        [
            try day.office.done("case", "show", day.caseID),
            try day.office.done("history", day.caseID, words.text),
            try day.office.done("conflict", "list", "--all"),
            try day.office.done("quarantine", "list", "--all"),
            try day.office.done("device", "list"),
        ]
    }

    /// Expects an error of HTTP, or a signed refusal.
    private func expectRefused(
        _ bytes: [UInt8],
        _ damage: String,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let answer = try #require(WholeAnswer(bytes), "\(damage)", sourceLocation: location)
        guard answer.status == 200 else {
            #expect((400..<500).contains(answer.status ?? 0), "\(damage): \(answer.head)")
            #expect(try JSON(Data(answer.body))["error"] != .null, "\(damage)")
            return
        }
        guard case .refusal = try Envelope(bytes: answer.body).open().response() else {
            Issue.record("\(damage) was taken", sourceLocation: location)
            return
        }
    }

    private func expectTaken(_ bytes: [UInt8], _ message: Message) throws {
        let answer = try #require(WholeAnswer(bytes))
        switch (message, try Envelope(bytes: answer.body).open().response()) {
        case (.push, .pushResult(let result)):
            #expect(result.receipts.map(\.status.rawValue) == ["applied"])
        case (.pull, .page): break
        case (_, let other): Issue.record("\(other)")
        }
    }

    private func post(_ body: [UInt8]) -> [UInt8] {
        let head = "POST /v1/sync HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        return Array("\(head)Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }
}
