internal import Casework
internal import Foundation
internal import SyncModel
internal import SyncStore
internal import SyncWire
internal import Testing

@testable internal import ServerCore

/// Shows what becomes of changes that come out of a damaged store, in a file: what fits is taken, what does not is kept
/// aside, and nothing counts twice, in whatever order the same changes arrive.
@Suite struct RescueServiceTests {
    private let office: TestOffice
    private let device: TestDevice

    init() throws {
        office = try TestOffice()
        device = try office.device(of: "anna", role: .coordinator)
        _ = try device.ask(device.hello())
    }

    private func sealed(_ saves: [Save]) throws -> [UInt8] {
        let push = Request.push(PushRequest(clockOffsetMilliseconds: nil, saves: saves))
        return try Envelope(bytes: device.sealed(push))
            .sealed(to: office.service.identity.sealingKey.publicKey)
    }

    private func take(_ saves: [Save]) throws -> [ReceiptStatus] {
        let taken = try office.service.takeRescued(sealed(saves))
        #expect(taken.receipts.map(\.dot) == saves.flatMap(\.changes).map(\.dot))
        return taken.receipts.map(\.status)
    }

    /// A case, and three values of one of its fields.
    private func saves() -> [Save] {
        let first = device.makeCase([("person.familyName", .text("A"))])
        let later = ["B", "C", "D"].map { name in
            device.save(in: first.caseID, [(.caseFile, "person.familyName", .text(Text(name)))])
        }
        return [first] + later
    }

    private func waiting() throws -> [QuarantinedChange] {
        try office.store.quarantine(includingEnded: false)
    }

    private func expectSound() throws {
        for report in try office.store.check() { #expect(report.ok, "\(report.detail)") }
    }

    @Test func `what fits is taken like a push, and once`() throws {
        let saves = saves()
        #expect(try take(saves) == [.applied, .applied, .applied, .applied, .applied])
        #expect(Set(try take(saves)) == [.duplicate])
        #expect(try device.push(saves).receipts.map(\.status).allSatisfy { $0 == .duplicate })
        #expect(try waiting().isEmpty)
        try expectSound()
    }

    @Test func `behind a hole it is kept aside, once, and known when it comes in its chain`() throws
    {
        let saves = saves()
        #expect(try take([saves[0]]) == [.applied, .applied])
        #expect(try take([saves[2], saves[3]]) == [.quarantined, .quarantined])
        #expect(try take([saves[2], saves[3]]) == [.duplicate, .duplicate])
        #expect(try take([saves[3]]) == [.duplicate])
        #expect(try waiting().map(\.reason) == ["rescued", "rescued"])
        #expect(try waiting().map(\.value) == [.text("C"), .text("D")])
        let pushed = try device.push(Array(saves[1...])).receipts.map(\.status)
        #expect(pushed == [.applied, .duplicate, .duplicate])
        try expectSound()
        // What was aside did not know B, which came after all: a person may have to choose, and nothing is lost.
        for change in try waiting() {
            _ = try office.run(QuarantineAdmit(id: String(change.id)))
        }
        try expectSound()
    }

    @Test func `what is admitted from behind a hole follows what was before it`() throws {
        let saves = saves()
        _ = try take([saves[0]])
        _ = try take([saves[2], saves[3]])
        for change in try waiting() {
            _ = try office.run(QuarantineAdmit(id: String(change.id)))
        }
        let conflicts = try office.store.conflicts(includingClosed: false, limit: 10, after: 0)
        #expect(conflicts.isEmpty)
        let file = try #require(try office.store.caseFile(saves[0].caseID))
        let shown = file.records.first { $0.address == .caseFile }?.fields
            .first { $0.name == "person.familyName" }
        #expect(shown?.value == .text("D"))
        try expectSound()
    }

    @Test func `other bytes under a number that is known are kept aside, and know nothing of it`()
        throws
    {
        let saves = saves()
        _ = try device.push(saves)
        var other = saves[3]
        other.changes[0].value = .text("X")
        #expect(try take([other]) == [.quarantined])
        let id = try #require(try waiting().first).id
        _ = try office.run(QuarantineAdmit(id: String(id)))
        let conflicts = try office.store.conflicts(includingClosed: false, limit: 10, after: 0)
        #expect(Set(conflicts.flatMap { $0.candidates.map(\.value) }) == [.text("D"), .text("X")])
        try expectSound()
    }

    @Test func `of a device that was revoked all is kept aside`() throws {
        let saves = saves()
        _ = try device.push([saves[0]])
        var revoked = try #require(try office.store.device(device.replica))
        revoked.state = .revoked
        try office.store.put(revoked)
        #expect(Set(try take(saves)) == [.duplicate, .quarantined])
        #expect(Set(try waiting().map(\.reason)) == ["revoked"])
        #expect(try waiting().count == 3)
        try expectSound()
    }

    @Test func `what is not of a known device, or not signed by it, is refused`() throws {
        let saves = saves()
        let bytes = try sealed(saves)
        device.key = .generate()
        #expect(throws: Refusal.self) { try take(saves) }
        let stranger = TestDevice(office: office, user: "anna", role: .coordinator)
        let push = Request.push(PushRequest(clockOffsetMilliseconds: nil, saves: saves))
        let foreign = try Envelope(bytes: stranger.sealed(push))
            .sealed(to: office.service.identity.sealingKey.publicKey)
        #expect(throws: Refusal(.unknownDevice)) { try office.service.takeRescued(foreign) }
        let other = try TestOffice()
        #expect(throws: WireError.self) { try other.service.takeRescued(bytes) }
        #expect(try office.store.known(of: device.incarnation) == .none)
    }
}
