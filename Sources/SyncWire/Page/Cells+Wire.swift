internal import Foundation
internal import SyncModel

extension ProtoCells {
    /// Writes cells.
    ///
    /// - Throws: ``WireError`` `damaged` when a cell refers to no stamp.
    init(_ cells: [Cell], stamps: [Stamp]) throws(WireError) {
        self.init()
        count = UInt32(cells.count)
        var kindTable = NameTable()
        var unitTable = NameTable()
        var caseDelta = Delta()
        var numberDelta = Delta()
        var stampDelta = Delta()
        var packed = PackedValues()
        packed.reserve(cells.count * 16)
        for cell in cells {
            guard cell.stampIndex < stamps.count else {
                throw WireError(.damaged, detail: "stamp of a cell")
            }
            caseIndexes.append(caseDelta.take(Int64(cell.caseIndex)))
            kindIndexes.append(kindTable.index(of: cell.kind))
            numbers.append(numberDelta.take(cell.number))
            unitIndexes.append(unitTable.index(of: cell.unit))
            stampIndexes.append(stampDelta.take(Int64(cell.stampIndex)))
            seqs.append(Int64(bitPattern: cell.seq &- stamps[Int(cell.stampIndex)].firstSeq))
            packed.append(cell.value)
        }
        kinds = kindTable.names
        units = unitTable.names
        values = Data(packed.bytes)
        caseIndexes = caseIndexes.trimmed
        kindIndexes = kindIndexes.trimmed
        numbers = numbers.trimmed
        unitIndexes = unitIndexes.trimmed
        stampIndexes = stampIndexes.trimmed
        seqs = seqs.trimmed
    }

    /// Reads cells.
    func read(_ bounds: PageBounds, stamps: [Stamp]) throws(WireError) -> [Cell] {
        let count = Int(count)
        guard count <= PageLimits.rowsMax, count <= values.count else {
            throw WireError(.tooLarge, detail: "cells")
        }
        let cases = try bounds.references(caseIndexes, count: count, bound: bounds.cases, "cases")
        let written = try bounds.references(
            stampIndexes,
            count: count,
            bound: bounds.stamps,
            "stamps"
        )
        let kindRows = try IndexColumn(kindIndexes, count: count, listCount: kinds.count, "kinds")
        let unitRows = try IndexColumn(unitIndexes, count: count, listCount: units.count, "units")
        let numbers = try Column(numbers, count: count, "record numbers")
        let seqs = try Column(seqs, count: count, "seqs")
        var numberDelta = Delta()
        var reader = PackedReader(PackedValues(bytes: Array(values), count: count))
        var cells: [Cell] = []
        cells.reserveCapacity(count)
        do {
            for row in 0..<count {
                cells.append(
                    Cell(
                        caseIndex: cases[row],
                        kind: kinds[kindRows[row]],
                        number: numberDelta.give(numbers[row]),
                        unit: units[unitRows[row]],
                        stampIndex: written[row],
                        seq: stamps[Int(written[row])].firstSeq &+ UInt64(bitPattern: seqs[row]),
                        value: try reader.nextValue()
                    )
                )
            }
            try reader.finish()
        } catch {
            throw WireError(.damaged, detail: "values of cells")
        }
        return cells
    }
}
