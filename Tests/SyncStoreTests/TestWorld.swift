internal import Foundation
internal import SyncModel
internal import Synchronization

@testable internal import SyncStore

/// A folder that is removed with its last reference.
final class Folder: Sendable {
    let path: String

    init(in parent: String = NSTemporaryDirectory()) throws {
        path = parent + "/sluis-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    /// Copies the database as it is on the disk now, log and all: what a process that is killed leaves.
    func snapshot(of name: String, as copy: String) throws {
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: file(name) + suffix)
        {
            try FileManager.default.copyItem(
                atPath: file(name) + suffix,
                toPath: file(copy) + suffix
            )
        }
    }
}

/// A clock and a source of randomness that a test drives.
final class World: Sendable {
    private let state: Mutex<(now: Int64, seed: UInt64)>

    init(now: Int64 = 1_700_000_000_000, seed: UInt64 = 1) {
        state = Mutex((now, seed))
    }

    var environment: StoreEnvironment {
        StoreEnvironment(
            now: { self.now },
            random: { self.random() },
            durability: .normal
        )
    }

    var now: Instant { state.withLock { Instant(milliseconds: $0.now) } }

    func setNow(_ milliseconds: Int64) { state.withLock { $0.now = milliseconds } }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    func random() -> UInt64 {
        state.withLock { state in
            state.seed &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state.seed
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }

    func identifier() -> Identifier128 {
        Identifier128(version7At: now, random: (random(), random()))
    }
}

extension Schema {
    /// A schema with every type and policy.
    static func sample(version: UInt32 = 1, extra: [Field] = [], kinds extraKinds: [Kind] = [])
        -> Schema
    {
        let caseFields: [Field] = [
            Field(name: "person.familyName", type: .text, policy: .queue, lengthMax: 200),
            Field(name: "person.givenNames", type: .text, policy: .queue),
            Field(name: "housing.status", type: .code(["need", "in_order"]), policy: .queue),
            Field(name: "release.on", type: .date, policy: .decide),
            Field(name: "risk.level", type: .code(["low", "high"]), policy: .queue, group: "risk"),
            Field(name: "risk.reason", type: .text, policy: .queue, group: "risk"),
            Field(name: "contact.phone", type: .text, policy: .lww),
            Field(name: "aliases", type: .set(of: .text), policy: .set),
            Field(name: "visits.planned", type: .integer, policy: .queue, minimum: 0, maximum: 400),
            Field(name: "lvb.flag", type: .boolean, policy: .queue),
            Field(name: "server.note", type: .text, policy: .server),
            Field(name: "number", type: .text, policy: .queue),
        ]
        let visit = Kind(
            name: "visit",
            isAppend: true,
            fields: [
                Field(name: "on", type: .date, policy: .append, isRequired: true),
                Field(name: "note", type: .text, policy: .append),
            ]
        )
        let screening = Kind(
            name: "screening",
            hasNaturalKey: true,
            fields: [Field(name: "status", type: .code(["need", "no_need"]), policy: .queue)]
        )
        let action = Kind(
            name: "action",
            fields: [Field(name: "title", type: .text, policy: .queue)]
        )
        return Schema(
            name: "sample",
            version: version,
            kinds: [
                Kind(name: "case", fields: caseFields + extra), visit, screening, action,
                Kind(name: "amendment", isAppend: true, fields: []),
            ] + extraKinds,
            source: "sample \(version)"
        )
    }
}
