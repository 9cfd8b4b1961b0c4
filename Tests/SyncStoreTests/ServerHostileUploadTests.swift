internal import Crypto
internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows what the server does not take from a laptop, whatever it claims: numbers, bytes and times.
@Suite struct ServerHostileUploadTests {
    @Test func `a hash that fits its own bytes excuses no gap, no other bytes and no wrong number`()
        throws
    {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        let id = anna.makeCase()
        try anna.push()
        let before = try home.store.known(of: anna.incarnation)
        anna.set(id, "person.familyName", "A")
        let second = anna.saves[0]
        let counts = try home.counts()
        for step: UInt64 in [1, 2] {
            var skipping = second
            let dot = second.changes[0].dot
            skipping.changes[0].dot = Dot(incarnation: dot.incarnation, seq: dot.seq + step)
            anna.saves = [sealed(skipping, after: before.hash)]
            #expect(throws: Refusal.self, "gap of \(step)") { try anna.push() }
        }
        var doubled = second
        doubled.changes.append(second.changes[0])
        anna.saves = [sealed(doubled, after: before.hash)]
        #expect(throws: Refusal.self) { try anna.push() }
        #expect(try home.counts() == counts)
        anna.saves = [second]
        try anna.push()
        var other = second
        other.changes[0].value = "B"
        anna.saves = [sealed(other, after: before.hash)]
        let after = try home.counts()
        #expect(throws: Refusal.self) { try anna.push() }
        #expect(try home.counts() == after)
    }

    @Test func `nothing is ordered later than it was received, whatever a laptop measured`() throws
    {
        let home = try ServerWorld()
        let (anna, bram) = (try home.laptop("anna"), try home.laptop("bram"))
        let id = anna.makeCase([("person.familyName", "A")])
        try anna.sync()
        try bram.sync()
        bram.clockError = 3_600_000
        bram.set(id, "person.familyName", "early")
        try bram.sync()
        let received = home.world.now
        home.world.setNow(received.milliseconds + 60_000)
        anna.set(id, "person.familyName", "late")
        try anna.sync()
        let conflict = try #require(try home.openConflicts().first)
        #expect(conflict.candidates.map(\.value) == ["late", "early"])
        #expect(conflict.candidates.last?.order == received)
    }

    private func sealed(_ save: Save, after hash: [UInt8]) -> Save {
        var save = save
        save.chainHash = Array(SHA256.hash(data: save.canonicalBytes(after: hash)))
        return save
    }
}
