import SyncModel
import SyncStore

/// Every write that was ever made, each with what its author had on his screen and had written before.
///
/// Writes of `queue` fields, each of a value of its own. There are no revisions, incarnations or dots here: what must
/// be live, and whether it is contested, is worked out from the sets alone.
struct FullHistory {
    /// A field of a case file.
    struct Unit: Hashable {
        var caseID: CaseID
        var field: String
    }

    /// What the people of one copy of a laptop know.
    struct View {
        /// The accepted writes that have arrived.
        var screen: Set<Int> = []
        /// The own writes of this copy's past.
        var chain: Set<Int> = []
        /// Own writes that are shown over what has arrived.
        var open: [Unit: [Int]] = [:]
    }

    private struct Write {
        var unit: Unit
        var value: Value
        var known: Set<Int>
        var screen: Set<Int>
    }

    private var writes: [Write] = []
    private var numbers: [Value: Int] = [:]
    private var accepted: Set<Int> = []
    /// Those that the server ever had, in quarantine or not.
    private var delivered: Set<Int> = []

    /// Somebody writes.
    mutating func write(_ unit: Unit, _ value: Value, in view: inout View) {
        var screen = view.screen
        // Over own pending writes he knows no more than when he wrote them.
        for number in view.open[unit] ?? [] { screen.formIntersection(writes[number].screen) }
        let number = writes.count
        writes.append(
            Write(unit: unit, value: value, known: screen.union(view.chain), screen: screen)
        )
        numbers[value] = number
        view.chain.insert(number)
        view.open[unit, default: []].append(number)
    }

    /// Looks what the server has accepted by now.
    mutating func take(from server: Store) throws {
        for unit in Set(writes.map(\.unit)) {
            for entry in try entries(unit, server) {
                guard let number = numbers[entry.value] else { continue }
                delivered.insert(number)
                if entry.position != nil { accepted.insert(number) }
            }
        }
    }

    /// A copy has everything that the server accepted.
    func pulled(_ view: inout View) {
        view.screen = accepted
        for (unit, open) in view.open {
            // One in quarantine stays shown, unless a later one was taken.
            let last = open.lastIndex { accepted.contains($0) } ?? -1
            view.open[unit] = Array(open[(last + 1)...])
        }
    }

    /// The history of a unit on the server; empty while it does not have the case.
    private func entries(_ unit: Unit, _ server: Store) throws -> [HistoryEntry] {
        try server.history(unit.caseID, record: .caseFile, field: unit.field)
    }

    /// What differs from what must be.
    func faults(on server: Store, views: [View]) throws -> [String] {
        var faults: [String] = []
        var expected = delivered
        for view in views { expected.formUnion(view.chain) }
        for number in expected.sorted() {
            let write = writes[number]
            let count = try entries(write.unit, server).count { $0.value == write.value }
            if count != 1 { faults.append("\(write.value) is \(count) times on the server") }
        }
        let conflicts = try server.conflicts(includingClosed: false, limit: 10_000, after: 0)
        for unit in Set(writes.map(\.unit)) {
            let all = accepted.filter { writes[$0].unit == unit }
            let live = all.filter { old in !all.contains { writes[$0].known.contains(old) } }
            let values = Set(live.map { writes[$0].value })
            let open = conflicts.filter {
                $0.caseID == unit.caseID && Text($0.unit) == Text(unit.field)
            }
            let found: Set<Value>
            if let conflict = open.first {
                found = Set(conflict.candidates.map(\.value))
            } else {
                found = Set(try shown(unit, server).map { [$0] } ?? [])
            }
            if found != values || open.count > 1 {
                faults.append("\(unit.field): \(found) on the server, should be \(values)")
            }
        }
        return faults
    }

    private func shown(_ unit: Unit, _ server: Store) throws -> Value? {
        let file = try server.caseFile(unit.caseID)?.records.first { $0.address == .caseFile }
        return file?.fields.first { $0.name == unit.field }?.value
    }
}
