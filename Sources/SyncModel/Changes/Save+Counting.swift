extension Save {
    /// The changes that people are told of: without those that a record of a case exists, which follows from the
    /// record's first field (`CONTRACT.md`, Values: of makings only that of a case counts).
    ///
    /// A lone change of `alive` is a person's own act, a restore; a making stands beside its record's fields.
    public var makings: Set<Dot> {
        var result: Set<Dot> = []
        for change in changes where isMaking(change) { result.insert(change.dot) }
        return result
    }

    private func isMaking(_ change: Change) -> Bool {
        guard change.record != .caseFile, change.value == .boolean(true),
            Text(change.unit) == Text(Schema.aliveUnit)
        else { return false }
        return changes.contains { $0.record == change.record && $0.dot != change.dot }
    }
}
