extension CaseID {
    /// Stands for a case of which only the server's number travelled.
    public static let unresolved = CaseID(Identifier128(high: 0, low: 0))
}

extension RecordKey {
    /// Stands for the key of a record of which only the server's number travelled.
    public static let unresolved = RecordKey.unique(Identifier128(high: 0, low: 0))
}

extension Save {
    /// Fills in the ids behind the server's record numbers, in a save that came over the wire.
    ///
    /// A record that the laptop learnt from the feed travels as its number: the primary key `n` of its kind's
    /// table. Where ``caseRecordNumber`` or ``Change/recordNumber`` is set, the save arrives with
    /// ``CaseID/unresolved`` and ``RecordKey/unresolved`` in their place. The chain hash covers the ids, so a
    /// number that means something else here than on the laptop shows as a chain that does not fit.
    ///
    /// - Parameters:
    ///   - caseID: The case whose file has a number; `nil` when there is none.
    ///   - key: The key of the record with a number in a kind; `nil` when there is none in that case.
    /// - Returns: Whether every number was found; when false, the save is left half filled in and must not be
    ///   used: answer ``Refusal`` `chain`.
    /// - Throws: What the closures throw.
    public mutating func resolve(
        caseID: (_ number: Int64) throws -> CaseID?,
        key: (_ kind: String, _ number: Int64, _ caseID: CaseID) throws -> RecordKey?
    ) rethrows -> Bool {
        if let number = caseRecordNumber, self.caseID == .unresolved {
            guard let found = try caseID(number) else { return false }
            self.caseID = found
        }
        for index in changes.indices where changes[index].record.key == .unresolved {
            guard let number = changes[index].recordNumber else { return false }
            let kind = changes[index].record.kind
            guard let found = try key(kind, number, self.caseID) else { return false }
            changes[index].record = RecordAddress(kind: kind, key: found)
        }
        return self.caseID != .unresolved
    }
}
