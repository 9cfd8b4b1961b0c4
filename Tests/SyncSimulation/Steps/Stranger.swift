internal import Crypto
internal import SyncModel
internal import SyncWire

@testable internal import SyncStore

/// A client that is enrolled and does not keep to the rules: it writes its own envelopes.
final class Stranger {
    let user = "mallory"
    let replica: ReplicaID
    let incarnation: IncarnationID
    let key: SigningKey
    var number: UInt64 = 0
    var seq: UInt64 = 0
    var chain: [UInt8] = []
    var hlc = HLC(milliseconds: 0, counter: 0)
    var own: [CaseID: DotSet] = [:]

    init(_ dice: Dice, now: Instant) {
        replica = ReplicaID(Identifier128(version7At: now, random: (dice.next(), dice.next())))
        incarnation = IncarnationID(
            Identifier128(version7At: now, random: (dice.next(), dice.next()))
        )
        key = SigningKey.seeded(dice)
    }

    /// A save that follows this client's chain, or seems to.
    func save(
        _ caseID: CaseID,
        _ writes: [(RecordAddress, String, Value)],
        context: Position,
        at wall: Instant,
        clock: HLC? = nil
    ) -> Save {
        hlc = clock ?? hlc.next(at: wall)
        let first = seq + 1
        var save = Save(
            caseID: caseID,
            operation: OperationID(startingAt: Dot(incarnation: incarnation, seq: first)),
            author: user,
            role: .coordinator,
            wallClock: wall,
            hlc: hlc,
            schemaVersion: 1,
            changes: writes.enumerated().map { index, write in
                Change(
                    dot: Dot(incarnation: incarnation, seq: first + UInt64(index)),
                    record: write.0,
                    unit: write.1,
                    value: write.2,
                    context: context
                )
            }
        )
        save.chainHash = Array(SHA256.hash(data: save.canonicalBytes(after: chain)))
        return save
    }

    /// The save was taken.
    func keep(_ save: Save) {
        seq += UInt64(save.changes.count)
        chain = save.chainHash
    }

    func seal(_ request: Request) throws -> Envelope {
        number += 1
        return try Envelope.seal(request, sender: replica, number: number, key: key)
    }
}
