internal import SyncModel

@testable internal import SyncStore

// The looks at everything.
extension Simulation {
    /// All invariants that can be checked at any moment.
    func checkEverything() throws {
        try checkWholeServer()
        try checkStore(try server.opened(), "the server")
        for laptop in laptops {
            try checkSaved(laptop)
            try checkShown(on: laptop)
            try checkStore(try laptop.opened(), laptop.name)
            try checkChain(of: laptop)
        }
    }

    /// What one replica can check alone.
    private func checkStore(_ store: Store, _ name: String) throws {
        for report in try store.check() where !report.ok {
            throw Violation(invariant: "I15", detail: "\(name): \(report.name): \(report.detail)")
        }
    }

    /// The server has a prefix of the laptop's chain, at least as far as the laptop has receipts.
    private func checkChain(of laptop: LaptopMachine) throws {
        let known = try server.opened().known(of: laptop.incarnation)
        let head = try laptop.opened().head()
        try require(
            known.seq <= head.seq,
            "I12",
            "the server has change \(known.seq) of \(laptop.name), which has \(head.seq)"
        )
        if known.seq == head.seq {
            try require(known.hash == head.hash, "I11", "\(laptop.name): another chain")
        }
        let through = try laptop.opened().read { session in
            try session.loadPending()
            return session.pending.receiptedThrough
        }
        try require(
            through <= known.seq,
            "I14",
            "\(laptop.name) has receipts up to \(through), the server has \(known.seq)"
        )
    }

    /// The laptop shows what the server said of what has arrived, and its own open changes over it.
    private func checkShown(on laptop: LaptopMachine) throws {
        let store = try laptop.opened()
        let schema = store.schema
        for summary in try store.cases(includingDeleted: true) {
            guard let file = try store.caseFile(summary.id) else { continue }
            let shown = file.units(schema)
            let known = laptop.knowledge[summary.id] ?? .none
            let open = openWrites(on: laptop, in: summary.id)
            var units = Set(known.numbers.map { history.writes[$0].unit })
            for write in open { units.insert(write.unit) }
            for unit in units.sorted() {
                guard unit.isAlive || schema.kind(unit.record.kind)?.unit(unit.unit) != nil,
                    (history.acceptedByUnit[unit]?.count ?? 0) <= UnitView.changesMax
                else { continue }
                var expected = history.result(of: unit, within: known).shown
                let mine = open.filter { $0.unit == unit }
                if mine.contains(where: { $0.wasQuarantined }) { continue }
                for write in mine { expected = write.value.applied(to: expected) }
                guard !isPartlyKnown(expected, unit, schema) else { continue }
                let value = shown[unit] ?? .null
                try require(
                    value.plain == expected.plain,
                    "I2",
                    "\(laptop.name) shows \(unit) = \(value.short), the oracle says "
                        + "\(expected.short), \(mine.count) own" + story(of: unit)
                )
            }
        }
    }

    /// Whether a group has members that this laptop's schema does not know.
    private func isPartlyKnown(_ value: Value, _ unit: UnitName, _ schema: Schema) -> Bool {
        guard case .group(let members) = value else { return false }
        let names = schema.kind(unit.record.kind)?.unit(unit.unit)?.fields.map(\.name) ?? []
        return members.count != names.count
    }

    /// A laptop holds what its user may see, and nothing else, but for what waits in it.
    func checkScope(of laptop: LaptopMachine) throws {
        guard laptop.scope.count <= cases.count else { return }
        let store = try laptop.opened()
        let held = Set(try store.cases(includingDeleted: true).map(\.id))
        let onServer = laptop.scope.filter { laptop.knowledge[$0] != nil }
        for caseID in onServer.subtracting(laptop.leaving) {
            try require(held.contains(caseID), "I1", "\(laptop.name) lost case \(caseID)")
        }
        for caseID in held.subtracting(laptop.scope) {
            let waits = (laptop.own[caseID] ?? .none).numbers.contains {
                receipts[history.writes[$0].dot] == nil
            }
            try require(waits, "I19", "\(laptop.name) still holds case \(caseID)")
        }
    }

    /// Faults are over: nothing waits that does not say why, and all that was saved is on the server.
    func checkRest() throws {
        for laptop in laptops {
            if disabled.contains(laptop.user) {
                try require(laptop.refusal == .revoked, "I17", "\(laptop.name) does not say why")
                continue
            }
            try require(laptop.refusal == nil, "I17", "\(laptop.name): \(laptop.refusal as Any)")
            let pending = try laptop.opened().counts().pending
            try require(pending == 0, "I17", "\(laptop.name) still has \(pending) changes")
            let head = try laptop.opened().head().seq
            let known = try server.opened().known(of: laptop.incarnation).seq
            try require(known == head, "I1", "the server has \(known) of \(head) of \(laptop.name)")
            try checkOwnStates(of: laptop)
        }
        for write in history.writes where write.fate == .waiting {
            let owner = write.laptop.map { laptops[$0] }
            let isSilenced = owner.map { disabled.contains($0.user) } ?? false
            try require(isSilenced, "I1", "\(write.unit) = \(write.value.short) reached nobody")
        }
    }

    /// The laptop knows of each of its changes what became of it.
    private func checkOwnStates(of laptop: LaptopMachine) throws {
        let states = try laptop.opened().read { session in
            try session.prepare("SELECT seq, state FROM log").all {
                ($0.unsigned(0), LogState.status($0.optionalInteger(1)))
            }
        }
        for (seq, status) in states {
            let dot = Dot(incarnation: laptop.incarnation, seq: seq)
            guard let write = history.write(dot) else {
                throw Violation(invariant: "I11", detail: "nobody made \(dot)")
            }
            let isRight: Bool =
                switch write.fate {
                case .waiting: false
                case .void: status == .void
                case .quarantined: status == .quarantined
                case .refused: status == .refused
                case .accepted: status.map { !Self.unaccepted.contains($0) } ?? false
                }
            try require(
                isRight,
                "I14",
                "\(laptop.name) has \(status?.rawValue ?? "nothing") for \(write.unit) \(seq), "
                    + "which is \(write.fate)"
            )
        }
    }

    private static let unaccepted: Set<ReceiptStatus> = [.void, .quarantined, .refused]
}
