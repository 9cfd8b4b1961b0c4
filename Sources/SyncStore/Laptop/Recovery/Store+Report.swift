public import SyncModel

extension Store {
    /// What is here of others' changes in cases that the server lost a part of.
    ///
    /// - Parameter cases: The cases, each with the last position that the server took over.
    /// - Returns: What is acknowledged and came after that, and the candidates of open conflicts; not this laptop's own
    ///   changes, which go out again themselves.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func report(of cases: [CasePosition]) throws(StoreError) -> [ReportedChange] {
        try read { session in
            try session.loadPending()
            let chain = try session.ownChain()
            var reports: [ReportedChange] = []
            for lost in cases {
                guard let n = try session.findCase(lost.caseID)?.n else { continue }
                let reporter = CaseReporter(
                    session: session,
                    chain: chain,
                    caseID: lost.caseID,
                    caseN: n,
                    after: lost.position
                )
                reports += try reporter.reports()
            }
            return reports
        }
    }
}

/// Reads what a laptop holds of one case above a position.
private struct CaseReporter {
    let session: Session
    let chain: OwnChain
    let caseID: CaseID
    let caseN: Int64
    let after: Position

    /// Who wrote something, and where it was accepted.
    struct StampRow {
        var incarnation: IncarnationID
        var first: UInt64
        var position: Position
        var author: String
        var written: Instant
        var order: Instant
    }

    func reports() throws -> [ReportedChange] {
        var reports: [ReportedChange] = []
        for table in session.kinds.all {
            let key = table.isCase ? "_n" : "_case"
            let rows = try session.prepare(
                "SELECT _n, version FROM \(table.table) WHERE \(key) = ? AND version <> 0"
            )
            for (n, version) in try rows.bind(1, caseN).all({ ($0.integer(0), $0.integer(1)) }) {
                reports += try self.reports(of: RecordReference(kind: table.number, n: n), version)
            }
        }
        let known = Set(reports.map(\.dot))
        return reports + (try candidates().filter { !known.contains($0.dot) })
    }

    /// The units that were written after their record, then those that were written with it.
    private func reports(
        of record: RecordReference,
        _ version: Int64
    ) throws -> [ReportedChange] {
        let address = try session.address(of: record).address
        let table = try session.kinds.table(of: record)
        let later = try session.prepare("SELECT unit, stamp, seq FROM versions WHERE record = ?")
            .bind(1, record.packed).all { ($0.integer(0), $0.integer(1), $0.unsigned(2)) }
        var reports: [ReportedChange] = []
        for (unit, stampID, seq) in later {
            let stamp = try stamp(stampID)
            let place = try session.place(UnitKey(record: record.packed, unit: unit))
            let dot = Dot(incarnation: stamp.incarnation, seq: seq)
            reports += try report(place, address, stamp, dot, isWhole: false)
        }
        let stamp = try stamp(version)
        guard stamp.position > after else { return reports }
        let written = Set(later.map(\.0))
        var units = table.units.values.map(\.id)
        units.append(try session.aliveUnitID())
        for unit in units.sorted() where !written.contains(unit) {
            let place = try session.place(UnitKey(record: record.packed, unit: unit))
            let dot = Dot(incarnation: stamp.incarnation, seq: stamp.first)
            reports += try report(place, address, stamp, dot, isWhole: true)
        }
        return reports
    }

    private func report(
        _ place: UnitPlace,
        _ address: RecordAddress,
        _ stamp: StampRow,
        _ dot: Dot,
        isWhole: Bool
    ) throws -> [ReportedChange] {
        guard stamp.position > after, !chain.holds(dot) else { return [] }
        let value = try session.acknowledged(place)
        if isWhole, value.isNothing { return [] }
        return [
            ReportedChange(
                dot: dot,
                isWhole: isWhole,
                position: stamp.position,
                order: stamp.order,
                written: stamp.written,
                author: stamp.author,
                caseID: caseID,
                record: address,
                unit: place.name,
                value: value
            )
        ]
    }

    /// The candidates of open conflicts; where they were accepted is not known here.
    private func candidates() throws -> [ReportedChange] {
        let conflicts = try session.conflicts(where: "\"case\" = ?1 AND state = 'open'") {
            $0.bind(1, caseN)
        }
        return conflicts.flatMap { conflict in
            conflict.candidates.filter { !chain.holds($0.dot) }.map { candidate in
                ReportedChange(
                    dot: candidate.dot,
                    isWhole: false,
                    position: nil,
                    order: candidate.order,
                    written: candidate.written,
                    author: candidate.author,
                    caseID: caseID,
                    record: conflict.record,
                    unit: conflict.unit,
                    value: candidate.value
                )
            }
        }
    }

    private func stamp(_ id: Int64) throws -> StampRow {
        let found = try session.prepare(
            "SELECT incarnation, first, position, author, written, ordered FROM stamps WHERE id = ?"
        )
        .bind(1, id).first { row in
            StampRow(
                incarnation: try session.names.incarnation(row.integer(0)),
                first: row.unsigned(1),
                position: Position(packed: row.integer(2)),
                author: try session.names.text(row.integer(3)),
                written: Instant(milliseconds: row.integer(4)),
                order: Instant(milliseconds: row.integer(5))
            )
        }
        guard let found else {
            throw StoreError(.corrupt, "stamp \(id) is not in the table stamps")
        }
        return found
    }
}

extension Value {
    /// Whether nothing was ever written: a whole record has no changes of such units.
    fileprivate var isNothing: Bool {
        switch self {
        case .null: true
        case .group(let members): members.allSatisfy { $0.value == .null }
        case .text, .integer, .boolean, .set, .difference: false
        }
    }
}
