internal import Casework
internal import SyncModel
internal import SyncWire

@testable internal import ServerCore
@testable internal import SyncStore

// A buggy or hostile client.
extension Simulation {
    private func enrolledStranger() throws -> Stranger? {
        if let stranger { return stranger }
        let made = Stranger(server.dice, now: Instant(milliseconds: clock.now))
        roles[made.user] = .coordinator
        guard try run(UserAdd(user: made.user, role: Role.coordinator.rawValue)) != nil else {
            return nil
        }
        let request = EnrolRequest(
            code: try invitation(for: made.user),
            replica: made.replica,
            incarnation: made.incarnation,
            deviceName: "stranger",
            signingKey: made.key.publicKey,
            sealingKey: [UInt8](repeating: 1, count: 32)
        )
        guard try serve(made.seal(.enrol(request)), from: nil) != nil else { return nil }
        stranger = made
        return made
    }

    /// A case that the server has, and where it stands.
    private func target() throws -> (CaseID, Position)? {
        for caseID in cases.shuffled(using: &dice) {
            if let file = try server.opened().caseFile(caseID), file.summary.isAlive {
                return (caseID, file.position)
            }
        }
        return nil
    }

    /// An impossible value among good ones: only that one is kept aside.
    func sendPoison() throws {
        guard let stranger = try enrolledStranger(), let (caseID, position) = try target() else {
            return
        }
        let poison: (RecordAddress, String, Value) =
            [
                (.caseFile, "housing", .text("castle")), (.caseFile, "planned", .integer(9_999)),
                (.caseFile, "flag", .text("yes")), (.caseFile, "nowhere", .text("x")),
                (.caseFile, "release.on", .text("2026-13-45")), (.caseFile, "name", .boolean(true)),
                (RecordAddress(kind: "nothing", key: .natural("x")), "f", .null),
                (.caseFile, "aliases", .text("not a set")),
            ][dice.below(8)]
        let word = Value.text(Text(Values.words[dice.below(4)]))
        let save = stranger.save(
            caseID,
            [(.caseFile, "phone", word), poison, (.caseFile, "name", word)],
            context: position,
            at: Instant(milliseconds: clock.now)
        )
        note("a stranger sends \(poison.1) = \(poison.2.short) among good values")
        register(save, stranger, flaws: [1: .poison])
        fired(.poisonChange)
        try send(save, stranger)
    }

    /// A context, a clock or a chain that no honest client has.
    func sendForgery() throws {
        guard let stranger = try enrolledStranger(), let (caseID, position) = try target() else {
            return
        }
        let now = Instant(milliseconds: clock.now)
        let write = (RecordAddress.caseFile, "name", Value.text("forged"))
        switch dice.below(4) {
        case 0:
            let ahead = Position(epoch: position.epoch, revision: position.revision + 1_000)
            let save = stranger.save(caseID, [write], context: ahead, at: now)
            note("a stranger claims to have seen revision \(ahead.revision)")
            register(save, stranger, flaws: [0: .forgedContext])
            fired(.forgedContext)
            try send(save, stranger)
        case 1:
            let end = HLC(milliseconds: (1 << 47) - 1, counter: .max)
            let save = stranger.save(
                caseID,
                [(.caseFile, "phone", .text("future"))],
                context: position,
                at: now.advanced(byMilliseconds: 10 * 31_556_952_000),
                clock: end
            )
            stranger.hlc = HLC(milliseconds: 0, counter: 0)
            note("a stranger's clock stands at its end")
            register(save, stranger, flaws: [:])
            fired(.futureClock)
            try send(save, stranger)
        case 2:
            stranger.seq += 1
            let save = stranger.save(caseID, [write], context: position, at: now)
            stranger.seq -= 1
            note("a stranger leaves a gap in its chain")
            fired(.gapInChain)
            try expectRefusal(save, stranger)
        default:
            var save = stranger.save(caseID, [write], context: position, at: now)
            save.chainHash[dice.below(save.chainHash.count)] ^= 1
            note("a stranger's chain does not fit")
            fired(.brokenChain)
            try expectRefusal(save, stranger)
        }
    }

    /// Someone whom nobody enrolled, or bytes that are nothing.
    func knock() throws {
        note("somebody knocks who is not known")
        fired(.strangerKnocks)
        let unknown = Stranger(server.dice, now: Instant(milliseconds: clock.now))
        let hello = HelloRequest(
            incarnation: unknown.incarnation,
            head: .none,
            schemaVersion: 1,
            numbersLeft: 20
        )
        let answer = try serve(unknown.seal(.hello(hello)), from: nil)
        let response = try answer?.open().response()
        guard case .refusal = response else {
            throw Violation(invariant: "I21", detail: "an unknown device was served")
        }
        let noise = (0..<dice.below(300)).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
        let other = try serve(Envelope(bytes: noise), from: nil)
        try require(other == nil, "I21", "noise was answered")
    }

    private func register(_ save: Save, _ stranger: Stranger, flaws: [Int: Write.Flaw]) {
        for (index, change) in save.changes.enumerated() {
            let unit = UnitName(caseID: save.caseID, record: change.record, unit: change.unit)
            let number = history.make(
                Write(
                    dot: change.dot,
                    unit: unit,
                    policy: (try? policy(of: change.record, change.unit)) ?? .queue,
                    value: change.value,
                    screen: history.acceptedSet(save.caseID),
                    chain: stranger.own[save.caseID] ?? .none,
                    author: save.author,
                    role: save.role,
                    written: save.wallClock.milliseconds
                )
            )
            if let flaw = flaws[index] { history.setFlaw(number, flaw) }
            stranger.own[save.caseID, default: .none].insert(number)
        }
    }

    private func send(_ save: Save, _ stranger: Stranger) throws {
        let push = PushRequest(clockOffsetMilliseconds: 0, saves: [save])
        stranger.keep(save)
        // What got lost is sent again until it is answered.
        for _ in 0..<3 {
            let answer = try serve(stranger.seal(.push(push)), from: nil)
            if case .pushResult = try answer?.open().response() { return }
        }
        throw Violation(invariant: "I18", detail: "a push with one bad change was not taken")
    }

    private func expectRefusal(_ save: Save, _ stranger: Stranger) throws {
        let push = PushRequest(clockOffsetMilliseconds: 0, saves: [save])
        let answer = try serve(stranger.seal(.push(push)), from: nil)
        guard case .refusal(let refusal) = try answer?.open().response() else {
            throw Violation(invariant: "I12", detail: "a broken chain was taken")
        }
        try require(refusal.code == .chain, "I12", "refused as \(refusal.code)")
        let known = try server.opened().known(of: stranger.incarnation)
        try require(known.seq == stranger.seq, "I12", "a broken chain moved the head")
    }
}
