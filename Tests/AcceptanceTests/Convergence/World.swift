/// A unit of one of the cases.
struct UnitName: Hashable, Sendable, CustomStringConvertible {
    /// Which case.
    let caseIndex: Int
    /// The record as the commands name it: `case`, or `KIND/KEY`.
    let record: String
    /// The field's or group's name.
    let unit: String

    var description: String { "case \(caseIndex) \(record):\(unit)" }
}

/// What one laptop has on screen, and what it has not sent.
struct OracleLaptop: Sendable {
    let user: String
    let role: String
    /// What was accepted in each case when it last pulled.
    var seen: [Int: Set<Int>] = [:]
    /// The server's value of each unit when it last pulled.
    var acknowledged: [UnitName: JSON] = [:]
    /// The conflicts when it last pulled.
    var contested: [UnitName: Set<JSON>] = [:]
    /// Own writes that were not sent, in order; void ones too.
    var pending: [(unit: UnitName, write: Write, isVoid: Bool)] = []
    /// All own writes, sent or not.
    var own: Set<Int> = []

    /// What a unit shows: an own pending write over the server's value.
    func screen(_ unit: UnitName) -> JSON {
        pending.last { $0.unit == unit && !$0.isVoid }?.write.value
            ?? acknowledged[unit] ?? .null
    }
}

/// The whole office as the oracle has it.
struct World: Sendable {
    private(set) var units: [UnitName: OracleUnit] = [:]
    private(set) var laptops: [OracleLaptop]
    private var count = 0

    init(units policies: [UnitName: OraclePolicy], laptops: [(user: String, role: String)]) {
        units = policies.mapValues { OracleUnit($0) }
        self.laptops = laptops.map { OracleLaptop(user: $0.user, role: $0.role) }
    }

    /// A laptop writes; returns how many changes that makes: 0 or 1.
    mutating func edit(_ index: Int, _ name: UnitName, _ value: JSON) -> Int {
        let before = laptops[index].screen(name)
        if same(before, value) { return 0 }
        count += 1
        let old = Set(before.array)
        let new = Set(value.array)
        let isSet: Bool
        if case .set = units[name]?.policy { isSet = true } else { isSet = false }
        let write = Write(
            id: count,
            author: laptops[index].user,
            role: laptops[index].role,
            laptop: index,
            value: value,
            added: isSet ? new.subtracting(old) : [],
            removed: isSet ? old.subtracting(new) : [],
            known: laptops[index].seen[name.caseIndex, default: []].union(laptops[index].own),
            kind: .edit
        )
        laptops[index].own.insert(write.id)
        laptops[index].pending.append((name, write, false))
        if same(laptops[index].acknowledged[name] ?? .null, value) {
            for at in laptops[index].pending.indices
            where laptops[index].pending[at].unit == name {
                laptops[index].pending[at].isVoid = true
            }
        }
        return 1
    }

    /// A laptop syncs; returns the receipts by status.
    mutating func sync(_ index: Int) -> [String: Int] {
        var receipts: [String: Int] = [:]
        for entry in laptops[index].pending {
            let status =
                entry.isVoid ? "void" : units[entry.unit]?.accept(entry.write) ?? "no such unit"
            receipts[status, default: 0] += 1
        }
        laptops[index].pending = []
        laptops[index].seen = [:]
        for (name, unit) in units {
            laptops[index].seen[name.caseIndex, default: []].formUnion(unit.accepted.map(\.id))
            laptops[index].acknowledged[name] = unit.shown
            laptops[index].contested[name] = unit.candidates
        }
        return receipts
    }

    /// A person at the server decides a conflict.
    mutating func decide(_ name: UnitName, _ value: JSON) {
        guard let unit = units[name] else { return }
        count += 1
        let live = unit.live
        let decision = Write(
            id: count,
            author: "operator",
            role: "admin",
            laptop: -1,
            value: value,
            added: [],
            removed: [],
            known: [],
            kind: .decision(
                covers: Set(live.map(\.id)),
                passedOver: live.filter { $0.value != value }.map { ($0.author, $0.value) }
            )
        )
        _ = units[name]?.accept(decision)
    }

    /// The open conflicts.
    var conflicts: [UnitName: (shown: JSON, candidates: Set<JSON>)] {
        var found: [UnitName: (shown: JSON, candidates: Set<JSON>)] = [:]
        for (name, unit) in units where !unit.candidates.isEmpty {
            found[name] = (unit.shown, unit.candidates)
        }
        return found
    }

    /// An empty set and none are the same to people.
    private func same(_ left: JSON, _ right: JSON) -> Bool {
        left == right || left.isNothing && right.isNothing
    }
}

extension JSON {
    /// Null, or an empty set.
    var isNothing: Bool { self == .null || self == [] }

    /// An object without the members that are null; anything else as it is.
    var withoutNulls: JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { $0.value != .null })
    }
}
