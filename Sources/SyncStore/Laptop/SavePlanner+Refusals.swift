internal import SyncModel

/// What a draft is refused for, besides deletion.
extension SavePlanner {
    /// Refuses what the unit's policy does not let a laptop write.
    func checkPolicy(
        _ place: UnitPlace,
        current: Value,
        wanted: Value,
        _ target: SaveWriter.Target
    ) throws {
        switch place.columns?.unit.policy {
        case .server:
            throw StoreError(.invalid, "\(target.table.name).\(place.name) is the server's")
        case .append:
            guard current.isEmpty || target.isNew else {
                throw StoreError(.invalid, "\(target.table.name).\(place.name) is written once")
            }
        case .none, .queue, .lww, .decide, .set, .text, .restrictive, .owner: break
        }
    }

    /// Refuses a unit that this laptop changed since the form was opened.
    func checkUnchangedSinceOpened(_ place: UnitPlace) throws {
        guard let opened = draft.openedHead, opened < session.pending.tip.seq else { return }
        let changed = try session.prepare(
            "SELECT 1 FROM log WHERE seq > ? AND record = ? AND unit = ? LIMIT 1"
        )
        let isChanged =
            try changed.bind(1, opened).bind(2, place.record.packed)
            .bind(3, place.id).first { _ in true } ?? false
        if isChanged {
            throw StoreError(
                .changedMeanwhile,
                "\(place.table.name).\(place.name) was changed here"
            )
        }
    }

    /// Refuses a new record without a field that it needs.
    func checkRequired(_ target: SaveWriter.Target) throws {
        for column in target.table.columns where column.field.isRequired {
            let edits = draft.edits.last {
                $0.record == target.address && $0.field == column.name
            }
            guard let value = edits?.value, value != .null else {
                throw StoreError(
                    .invalid,
                    "\(target.table.name).\(column.name): \(ValueProblem.missing.rawValue)"
                )
            }
        }
    }
}
