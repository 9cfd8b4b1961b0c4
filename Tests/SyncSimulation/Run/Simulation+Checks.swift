internal import SyncModel

@testable internal import MergeOracle
@testable internal import SyncStore

// The server against the oracle.
extension Simulation {
    /// Compares what was touched, and the open conflicts of its cases.
    func checkServer(_ touched: Set<UnitName>) throws {
        guard !touched.isEmpty else { return }
        let schema = try schema()
        let store = try server.opened()
        for caseID in Set(touched.map(\.caseID)) {
            guard let file = try store.caseFile(caseID) else {
                throw Violation(invariant: "I1", detail: "the server has no case \(caseID)")
            }
            let shown = file.units(schema)
            for unit in touched where unit.caseID == caseID { try compare(unit, shown) }
        }
        try checkConflicts(of: Set(touched.map(\.caseID)))
    }

    /// Compares everything.
    func checkWholeServer() throws {
        let schema = try schema()
        let store = try server.opened()
        for caseID in cases where history.accepted[caseID] != nil {
            guard let file = try store.caseFile(caseID) else {
                throw Violation(invariant: "I1", detail: "the server has no case \(caseID)")
            }
            let shown = file.units(schema)
            for unit in history.units(of: caseID) { try compare(unit, shown) }
            for (unit, value) in shown where value != .null && value != .boolean(false) {
                let isKnown = history.acceptedByUnit[unit] != nil
                try require(
                    isKnown,
                    "I1",
                    "the server shows \(unit) = \(value.short), nobody wrote it"
                )
            }
        }
        try checkConflicts(of: Set(cases))
    }

    private func compare(_ unit: UnitName, _ shown: [UnitName: Value]) throws {
        guard (history.acceptedByUnit[unit]?.count ?? 0) <= UnitView.changesMax else { return }
        let expected = history.outcome(unit).shown.plain
        let value = shown[unit] ?? .null
        try require(
            value.plain == expected,
            "I4",
            "the server shows \(unit) = \(value.short), the oracle says \(expected.short)"
                + story(of: unit)
        )
    }

    /// The queue holds every true conflict and no false one, with exactly its candidates.
    private func checkConflicts(of touched: Set<CaseID>) throws {
        var found: [UnitName: Conflict] = [:]
        for conflict in try openConflicts() where touched.contains(conflict.caseID) {
            let unit = UnitName(
                caseID: conflict.caseID,
                record: conflict.record,
                unit: conflict.unit
            )
            try require(found[unit] == nil, "I6", "two open conflicts on \(unit)")
            found[unit] = conflict
        }
        for caseID in touched {
            for unit in (history.conflicts[caseID] ?? []).sorted() {
                guard let conflict = found.removeValue(forKey: unit) else {
                    throw Violation(
                        invariant: "I6",
                        detail: "no conflict on \(unit)" + story(of: unit)
                    )
                }
                try compare(conflict, unit)
            }
        }
        if let unit = found.keys.sorted().first {
            throw Violation(
                invariant: "I6",
                detail: "a false conflict on \(unit)" + story(of: unit)
            )
        }
    }

    private func compare(_ conflict: Conflict, _ unit: UnitName) throws {
        let outcome = history.outcome(unit)
        let values: Set<Value> =
            unit.isAlive
            ? [.boolean(true), .boolean(false)]
            : Set(outcome.live.map { history.writes[$0].value.plain })
        try require(
            Set(conflict.candidates.map(\.value.plain)) == values,
            "I6",
            "the candidates of \(unit) are \(conflict.candidates.map(\.value.short)), the oracle "
                + "says \(values.map(\.short).sorted())" + story(of: unit)
        )
        for candidate in conflict.candidates {
            guard let number = history.numbers[candidate.dot] else {
                throw Violation(invariant: "I6", detail: "a candidate that nobody wrote")
            }
            try require(
                outcome.candidates.contains { $0.contains(number) },
                "I6",
                "candidate \(candidate.value.short) of \(unit) is not live" + story(of: unit)
            )
        }
    }

    /// What the oracle knows of a unit, for a person.
    func story(of unit: UnitName) -> String {
        let numbers =
            unit.isAlive
            ? (history.accepted[unit.caseID] ?? []) : history.acceptedByUnit[unit] ?? []
        let lines = numbers.map { number -> String in
            let write = history.writes[number]
            let knew = numbers.filter {
                write.screen.contains($0) || write.chain.contains($0) || write.covers.contains($0)
            }
            let who = write.laptop.map { "laptop \($0)" } ?? write.author
            return
                "\n    #\(number) \(who) \(write.dot.seq) \(write.unit.unit)=\(write.value.short)"
                + " order \(write.order) knew \(knew)\(write.wasSuperseded ? " superseded" : "")"
        }
        return lines.suffix(24).joined()
    }

    // MARK: Receipts and the quarantine

    /// The receipt says what the oracle says.
    func checkReceipt(_ given: ReceiptStatus, _ number: Int) throws {
        let write = history.writes[number]
        guard !write.unit.isAlive,
            (history.acceptedByUnit[write.unit]?.count ?? 0) < UnitView.changesMax,
            let expected = history.outcome(write.unit).receipt
        else { return }
        try require(
            given == expected,
            "I14",
            "\(write.unit) got \(given.rawValue), the oracle says \(expected.rawValue)"
                + story(of: write.unit)
        )
    }

    /// What was accepted had the right to be.
    func checkMayBeAccepted(_ number: Int, from laptop: LaptopMachine?) throws {
        let write = history.writes[number]
        try require(write.flaw == nil, "I18", "\(write.unit): \(write.value.short) was accepted")
        guard let laptop, let role = roles[laptop.user] else { return }
        try require(!disabled.contains(laptop.user), "I20", "a disabled user's change was accepted")
        let isHis = assigned[write.unit.caseID]?.contains(laptop.user) == true
        try require(
            role != .counsellor || isHis,
            "I20",
            "\(laptop.user) has no access to \(write.unit), and his change was accepted"
        )
    }

    /// What was kept aside has a reason that the oracle knows.
    func checkQuarantined(_ number: Int, _ reason: String, from laptop: LaptopMachine?) throws {
        let write = history.writes[number]
        if write.flaw != nil { return }
        let record = UnitName(
            caseID: write.unit.caseID,
            record: write.unit.record,
            unit: Schema.aliveUnit
        )
        let file = UnitName(caseID: write.unit.caseID, record: .caseFile, unit: Schema.aliveUnit)
        let isMade = history.acceptedByUnit[record] != nil && history.accepted[record.caseID] != nil
        let isRight: Bool =
            switch reason {
            case "scope":
                history.accepted[record.caseID] == nil
                    || laptop.map {
                        roles[$0.user] == .counsellor
                            && assigned[record.caseID]?.contains($0.user) != true
                    } == true
            case "record": !isMade
            case "deleted":
                history.outcome(record).shown == .boolean(false)
                    || history.outcome(file).shown == .boolean(false)
            case "written-once": write.policy == .append
            case "missing": write.unit.record.kind == "contact"
            default: false
            }
        try require(
            isRight,
            "I18",
            "\(write.unit) = \(write.value.short) was kept aside: \(reason)"
        )
    }

    /// A sync was refused.
    func checkRefusal(_ refusal: Refusal, _ laptop: LaptopMachine) throws {
        laptop.refusal = refusal.code
        guard weather.percent == 0 else { return }
        switch refusal.code {
        case .revoked:
            try require(disabled.contains(laptop.user), "I20", "\(laptop.user) was refused")
        case .storage, .failure: break
        case .damaged, .version, .unknownDevice, .code, .throttled, .chain, .tooLarge, .clone,
            .branch:
            throw Violation(
                invariant: "I17",
                detail: "\(laptop.name) was refused: \(refusal.code) \(refusal.detail)"
            )
        }
    }
}
