internal import Foundation
internal import SyncModel

extension ProtoRows {
    /// Writes a block.
    ///
    /// - Throws: ``WireError`` `damaged` when its columns differ in length.
    init(_ block: RowBlock) throws(WireError) {
        self.init()
        let rows = block.numbers.count
        guard block.caseIndexes.count == rows, block.alive.count == rows,
            block.stampIndexes.count == rows, block.keys.count == 0 || block.keys.count == rows,
            block.fields.count == block.columns.count,
            block.columns.allSatisfy({ $0.count == rows })
        else { throw WireError(.damaged, detail: "columns of a block") }
        kind = block.kind
        count = UInt32(rows)
        caseIndexes = Self.deltas(block.caseIndexes)
        stampIndexes = Self.deltas(block.stampIndexes)
        var number = Delta()
        numbers = block.numbers.map { number.take($0) }.trimmed
        keys = Data(block.keys.bytes)
        deleted = block.alive.map { $0 == 0 ? 1 : 0 }.trimmed
        fields = block.fields
        columns = block.columns.map { Data($0.bytes) }
    }

    /// Reads a block.
    ///
    /// The cells themselves are checked as they are read.
    func read(_ bounds: PageBounds) throws(WireError) -> RowBlock {
        let count = Int(count)
        guard count <= PageLimits.rowsMax else { throw WireError(.tooLarge, detail: "rows") }
        guard fields.count == columns.count, keys.isEmpty || keys.count >= count,
            columns.allSatisfy({ $0.count >= count })
        else { throw WireError(.damaged, detail: "columns of a block") }
        var block = RowBlock(kind: kind)
        block.caseIndexes = try bounds.references(
            caseIndexes,
            count: count,
            bound: bounds.cases,
            "cases"
        )
        block.stampIndexes = try bounds.references(
            stampIndexes,
            count: count,
            bound: bounds.stamps,
            "stamps"
        )
        let numbers = try Column(numbers, count: count, "record numbers")
        let deleted = try Column(deleted, count: count, "deleted")
        var number = Delta()
        block.numbers = (0..<count).map { number.give(numbers[$0]) }
        block.alive = (0..<count).map { deleted[$0] == 0 ? 1 : 0 }
        block.keys = PackedValues(bytes: Array(keys), count: keys.isEmpty ? 0 : count)
        block.fields = fields
        block.columns = columns.map { PackedValues(bytes: Array($0), count: count) }
        return block
    }

    private static func deltas(_ references: [UInt32]) -> [Int64] {
        var delta = Delta()
        return references.map { delta.take(Int64($0)) }.trimmed
    }
}
