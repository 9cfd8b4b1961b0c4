internal import SyncModel

// Reading what an upload will need, before its changes are taken.
extension AcceptanceRun {
    /// Finds the cases, records and units of new saves in order of case.
    ///
    /// A laptop uploads in the order in which it wrote; ids grow with time, so in their order each page of cases and
    /// rows is read once. Changes nothing: what is not here is looked for again when its change is taken.
    func readAhead(_ links: [UploadChain.Link]) throws {
        let order = links.indices.filter { links[$0].isNew }
            .sorted { links[$0].save.caseID.bits < links[$1].save.caseID.bits }
        cases.reserveCapacity(order.count)
        records.reserveCapacity(order.count)
        caseIndexes.reserveCapacity(order.count)
        recordIndexes.reserveCapacity(order.count)
        stamps.reserveCapacity(order.count)
        for index in order {
            let save = links[index].save
            guard let caseIndex = try caseIndex(of: save.caseID) else { continue }
            for (place, change) in save.changes.enumerated() where !change.isVoid {
                guard let record = try record(at: change.record, in: caseIndex),
                    let index = records[record].plan.indexes[Text(change.unit)]
                else { continue }
                // Changes of one record stand together.
                let end = place + KindTable.manyFieldsRead
                if end < save.changes.count, save.changes[end].record == change.record {
                    try readRow(of: record)
                }
                _ = try unit(index, of: record)
            }
        }
    }

    /// Reads all columns of a record by one statement, for the units that are met later.
    private func readRow(of record: Int) throws {
        guard !records[record].isNew, records[record].row.isEmpty else { return }
        let (n, seed) = (records[record].reference.n, records[record].seed)
        let table = records[record].plan.table
        let row = try records[record].plan.loading.bind(1, n).first { row in
            table.columns.enumerated().map { index, column in
                row.contribution(Int32(index + 1), seed, column.seed).sum
            }
        }
        records[record].row = row ?? []
    }
}
