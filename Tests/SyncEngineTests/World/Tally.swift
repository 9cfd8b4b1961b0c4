import SyncModel
import Synchronization

@testable import SyncEngine

/// What happened in some random offices, so that one sees what their agreement is worth.
struct Tally: Sendable {
    private(set) var offices = 0
    var operations = 0
    private(set) var syncs = 0
    /// Syncs on which the line failed.
    var broken = 0
    /// Every different state that a laptop held after a sync, in each office.
    private(set) var states: Set<StateHash> = []
    private var stateCount = 0
    private(set) var receipts: [ReceiptStatus: Int] = [:]
    private var conflicts: [Conflict.State: Int] = [:]

    /// What no laptop of these offices can get: all that they write is valid.
    static let neverHere: Set<ReceiptStatus> = [.quarantined, .refused]

    private static let sum = Mutex(Tally())

    mutating func count(_ report: SyncReport) {
        syncs += 1
        states.insert(report.stateHash)
        for receipt in report.receipts { receipts[receipt.status, default: 0] += 1 }
    }

    mutating func count(_ found: [Conflict]) {
        for conflict in found { conflicts[conflict.state, default: 0] += 1 }
    }

    /// Adds an office to the sum of all; returns the sum when it was the last.
    static func add(_ office: Tally, of offices: Int) -> Tally? {
        sum.withLock { sum in
            sum.offices += 1
            sum.operations += office.operations
            sum.syncs += office.syncs
            sum.broken += office.broken
            sum.stateCount += office.states.count
            sum.receipts.merge(office.receipts, uniquingKeysWith: +)
            sum.conflicts.merge(office.conflicts, uniquingKeysWith: +)
            return sum.offices == offices ? sum : nil
        }
    }

    /// Of a sum, for people.
    var table: String {
        var lines = [
            "Random offices: \(offices), operations \(operations), syncs \(syncs), broken syncs "
                + "\(broken), different states \(stateCount)"
        ]
        for state in [Conflict.State.open, .settled, .resolved] {
            lines.append("  conflicts, \(state.rawValue): \(conflicts[state, default: 0])")
        }
        for status in ReceiptStatus.allCases {
            lines.append("  \(status.rawValue): \(receipts[status, default: 0])")
        }
        return lines.joined(separator: "\n")
    }
}
