internal import SyncModel

extension Store {
    /// Checks the invariants that one replica can check alone; never throws for what it finds.
    ///
    /// - Returns: A report an invariant, in a fixed order: `integrity`, `records`, `versions`, `stateHash`,
    /// then those of
    ///   this side: on a laptop `sequence`, `chain`, `clock`, `receipts`, `pending`, `beneath`.
    /// - Throws: ``StoreError`` `busy`, or `unknown` when the store is closed.
    public func check() throws(StoreError) -> [InvariantReport] {
        try read { session in
            var reports = [
                session.report("integrity") { try $0.integrityFault() },
                session.report("records") { try $0.recordFault() },
                session.report("versions") { try $0.versionFault() },
                session.report("stateHash") { try $0.hashFault() },
            ]
            switch session.side {
            case .laptop:
                // Read anew from the log: what is in memory is compared with nothing then.
                session.pending.isLoaded = false
                reports += [
                    session.report("sequence") { try $0.sequenceFault() },
                    session.report("chain") { try $0.chainFault() },
                    session.report("clock") { try $0.clockFault() },
                    session.report("receipts") { try $0.receiptFault() },
                    session.report("pending") { try $0.pendingFault() },
                    session.report("beneath") { try $0.beneathFault() },
                ]
            case .server:
                do {
                    reports += try session.checkServerTables()
                } catch {
                    let detail = StoreError(wrapping: error).message
                    reports.append(InvariantReport(name: "server", ok: false, detail: detail))
                }
            }
            return reports
        }
    }
}

extension Session {
    /// Runs one check; an error in it is a finding.
    func report(_ name: String, _ check: (Session) throws -> String?) -> InvariantReport {
        do {
            let fault = try check(self)
            return InvariantReport(name: name, ok: fault == nil, detail: fault ?? "")
        } catch {
            return InvariantReport(
                name: name,
                ok: false,
                detail: StoreError(wrapping: error).message
            )
        }
    }

    /// The number in the first row and column; 0 without a row.
    func count(_ sql: String) throws -> Int64 { try prepare(sql).first { $0.integer(0) } ?? 0 }

    fileprivate func integrityFault() throws -> String? {
        let lines = try prepare("PRAGMA integrity_check(5)").all { $0.text(0) }
        return lines == ["ok"] ? nil : lines.joined(separator: "; ")
    }

    fileprivate func recordFault() throws -> String? {
        let bare = try count("SELECT count(*) FROM kind_case WHERE _n NOT IN (SELECT n FROM cases)")
        if bare > 0 { return "\(bare) case files are not in cases" }
        let empty = try count(
            "SELECT count(*) FROM cases WHERE n NOT IN (SELECT _n FROM kind_case)"
        )
        if empty > 0 { return "\(empty) cases have no case file" }
        for table in kinds.all {
            let stray = try count(
                "SELECT count(*) FROM \(table.table) WHERE _case NOT IN (SELECT n FROM cases)"
            )
            if stray > 0 { return "\(stray) records of \(table.name) belong to no case" }
        }
        for name in ["versions", "unknown_fields", "conflicts"] {
            if let fault = try strayReferences(in: name) { return fault }
        }
        return nil
    }

    /// References to records that are not here.
    private func strayReferences(in name: String) throws -> String? {
        let kindless = try count(
            "SELECT count(*) FROM \(name) WHERE record & 255 NOT IN (SELECT number FROM kinds)"
        )
        if kindless > 0 { return "\(kindless) rows of \(name) refer to no kind" }
        for table in kinds.all {
            let stray = try count(
                """
                SELECT count(*) FROM \(name)
                WHERE record & 255 = \(table.number)
                AND record >> 8 NOT IN (SELECT _n FROM \(table.table))
                """
            )
            if stray > 0 { return "\(stray) rows of \(name) refer to no \(table.name)" }
        }
        return nil
    }

    fileprivate func versionFault() throws -> String? {
        let stray = try count(
            "SELECT count(*) FROM versions WHERE stamp NOT IN (SELECT id FROM stamps)"
        )
        if stray > 0 { return "\(stray) versions refer to no stamp" }
        for table in kinds.all {
            let stray = try count(
                """
                SELECT count(*) FROM \(table.table)
                WHERE version <> 0 AND version NOT IN (SELECT id FROM stamps)
                """
            )
            if stray > 0 { return "\(stray) records of \(table.name) refer to no stamp" }
        }
        return nil
    }

    fileprivate func hashFault() throws -> String? {
        let computed = try hashesFromRows()
        var total: UInt64 = 0
        var wrong = 0
        for (n, hash) in try prepare("SELECT n, hash FROM cases")
            .all({ ($0.integer(0), $0.unsigned(1)) })
        {
            total &+= hash
            if hash != computed[n]?.sum ?? 0 { wrong += 1 }
        }
        if wrong > 0 { return "\(wrong) cases do not hold what their hash says" }
        return try scopeHash().sum == total ? nil : "the hash of all cases is not their sum"
    }
}
