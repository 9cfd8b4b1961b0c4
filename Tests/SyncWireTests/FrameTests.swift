import SwiftProtobuf
import SyncModel
import Testing

@testable import SyncWire

/// Shows what the frame promises: versions, bounds, and room for what a newer program adds.
@Suite struct FrameTests {
    private let hello = Request.hello(
        HelloRequest(
            incarnation: IncarnationID(Identifier128(high: 3, low: 4)),
            head: .none,
            schemaVersion: 1,
            numbersLeft: 0
        )
    )

    private func envelope() throws -> Envelope {
        try Envelope.seal(hello, sender: Samples.sender, number: 9, key: Samples.key())
    }

    @Test func `another version is named as such`() throws {
        var envelope = try envelope()
        envelope.bytes[3] = 2
        #expect(throws: WireError(.version)) { try envelope.open() }
    }

    @Test func `another key has signed nothing`() throws {
        let opened = try envelope().open()
        #expect(!opened.isSigned(by: SigningKey.generate().publicKey))
        #expect(!opened.isSigned(by: []))
        #expect(!opened.isSigned(by: [UInt8](repeating: 1, count: 31)))
    }

    @Test func `a web page is not an envelope`() {
        let page = Array("<!DOCTYPE html><html><body>Welcome to Free WiFi</body></html>".utf8)
        #expect(throws: WireError.self) {
            try Envelope(bytes: page + page + page).open()
        }
    }

    @Test func `fields that a newer program adds are skipped`() throws {
        let opened = try envelope().open()
        let newer: [UInt8] = [0xFA, 0x3E, 3, 1, 2, 3, 0xF0, 0x3E, 5]
        let body = Array(opened.bytes[opened.body])
        // The message of the body, one byte longer by each byte of the field that it does not know.
        var hello = body
        hello[1] += UInt8(newer.count)
        hello += newer
        for plain in [hello, body + newer] {
            let read = OpenedEnvelope(
                sender: Samples.sender,
                number: 1,
                origin: nil,
                compression: .plain,
                bytes: plain,
                body: plain.indices
            )
            #expect(try read.request() == self.hello)
        }
    }

    @Test func `a small body is not compressed and a large one is`() throws {
        #expect(try envelope().open().compression == .plain)
        var random = WireRandom(seed: 1)
        let large = Request.push(random.push(saves: 200))
        let envelope = try Envelope.seal(
            large,
            sender: Samples.sender,
            number: 1,
            key: Samples.key()
        )
        #expect(try envelope.open().compression == .zstd)
    }

    @Test func `a frame that swells beyond the bound is refused`() throws {
        let bomb = try Zstd.compress([UInt8](repeating: 0, count: 4 << 20))
        #expect(bomb.count < 1000)
        #expect(throws: WireError(.tooLarge, detail: "body")) {
            try Zstd.decompress(bomb, bytesMax: 1 << 20)
        }
        #expect(try Zstd.decompress(bomb, bytesMax: 4 << 20).count == 4 << 20)
    }

    @Test func `bytes after a frame are refused`() throws {
        let frame = try Zstd.compress([1, 2, 3])
        #expect(throws: WireError.self) { try Zstd.decompress(frame + [0], bytesMax: 1000) }
        #expect(throws: WireError.self) { try Zstd.decompress(frame + frame, bytesMax: 1000) }
        #expect(throws: WireError.self) { try Zstd.decompress([], bytesMax: 1000) }
    }

    @Test func `an envelope beyond the bound is refused unread`() {
        let huge = Envelope(bytes: [UInt8](repeating: 0x53, count: Limits.envelopeBytesMax + 1))
        #expect(throws: WireError(.tooLarge)) { try huge.open() }
    }

    @Test func `a push of too many saves is refused on both sides`() throws {
        var random = WireRandom(seed: 5)
        var push = random.push(saves: 1)
        push.saves[0].changes = [push.saves[0].changes[0]]
        let incarnation = push.saves[0].changes[0].dot.incarnation
        let save = push.saves[0]
        push.saves = (0...Limits.uploadChangesMax).map { index in
            var next = save
            next.changes[0].dot = Dot(incarnation: incarnation, seq: UInt64(index) + 1)
            return next
        }
        #expect(throws: WireError(.tooLarge, detail: "changes")) {
            try Envelope.seal(
                .push(push),
                sender: Samples.sender,
                number: 1,
                key: Samples.key()
            )
        }
        push.saves.removeLast()
        let upload = try #require(Upload(push.saves))
        var (columns, origin) = try PushEncoder.encode(upload, clockOffset: nil)
        columns.saveCount += 1
        #expect(throws: WireError(.tooLarge, detail: "saves")) {
            try PushDecoder.decode(columns, origin: origin)
        }
        origin.incarnation = origin.incarnation.dropLast()
        #expect(throws: WireError.self) { try PushDecoder.decode(columns, origin: origin) }
    }

    @Test func `saves out of order are not sealed`() throws {
        var random = WireRandom(seed: 6)
        var push = random.push(saves: 3)
        push.saves.swapAt(0, 2)
        let upload = try #require(Upload(push.saves))
        #expect(throws: WireError(.damaged, detail: "order of saves")) {
            try PushEncoder.encode(upload, clockOffset: nil)
        }
    }
}
