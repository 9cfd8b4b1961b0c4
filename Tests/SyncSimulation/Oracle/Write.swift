internal import SyncModel

@testable internal import MergeOracle

/// A merge unit of a record of a case.
struct UnitName: Hashable, Comparable, CustomStringConvertible {
    var caseID: CaseID
    var record: RecordAddress
    var unit: String

    var isAlive: Bool { unit.utf8.elementsEqual(Schema.aliveUnit.utf8) }

    var description: String { "\(caseID.description.suffix(4))/\(record.short).\(unit)" }

    static func < (left: UnitName, right: UnitName) -> Bool {
        if left.caseID != right.caseID { return left.caseID.bits < right.caseID.bits }
        let (first, second) = (left.record.description, right.record.description)
        if !first.utf8.elementsEqual(second.utf8) {
            return first.utf8.lexicographicallyPrecedes(second.utf8)
        }
        return left.unit.utf8.lexicographicallyPrecedes(right.unit.utf8)
    }
}

extension RecordAddress {
    /// The kind and the end of the key.
    var short: String {
        switch key {
        case .caseFile: kind
        case .unique(let id): "\(kind) \(id.description.suffix(4))"
        case .natural(let text): "\(kind) \(text)"
        }
    }
}

/// A change as the oracle knows it: who wrote it, and the set of changes that he had seen.
struct Write {
    /// What the server made of it.
    enum Fate: Equatable {
        /// It is on its author's laptop.
        case waiting
        /// It does nothing.
        case void
        /// Accepted; the number counts the acceptances of all cases.
        case accepted(Int)
        /// Kept aside.
        case quarantined(String)
        /// Refused for good.
        case refused
    }

    /// Why a change must not be accepted.
    enum Flaw: Equatable {
        /// Its value or field is impossible.
        case poison
        /// It claims to have seen what was not there yet.
        case forgedContext
    }

    var dot: Dot
    var unit: UnitName
    var policy: MergePolicy
    var value: Value
    var kind = OracleChange.Kind.edit
    /// What was on its author's screen.
    var screen: DotSet
    /// Its author's own earlier changes, since the case was last put on his laptop.
    var chain: DotSet
    /// For a decision: every supporter of every candidate.
    var covers = DotSet.none
    var author: String
    var role: Role
    /// The author's clock.
    var written: Int64
    /// The corrected time, once it arrived.
    var order: Int64 = 0
    /// The author's laptop; `nil` for the server and for strangers.
    var laptop: Int?
    var fate = Fate.waiting
    var wasSuperseded = false
    var wasQuarantined = false
    var flaw: Flaw?

    var isDeletion: Bool { unit.isAlive && value == .boolean(false) }
}
