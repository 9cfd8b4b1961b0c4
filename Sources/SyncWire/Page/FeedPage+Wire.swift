internal import Foundation
internal import SyncModel

extension FeedPage {
    /// Reads a page; what refers to its cases and stamps is checked to refer to one of them.
    init(_ message: ProtoPage) throws(WireError) {
        self.init(
            epoch: message.epoch,
            cursor: message.cursor,
            hasMore: message.hasMore_p,
            stateHash: StateHash(sum: message.stateHash)
        )
        cases = try message.cases.read()
        stamps = try message.stamps.read()
        let bounds = PageBounds(cases: cases.count, stamps: stamps.count)
        rows.reserveCapacity(message.rows.count)
        for block in message.rows { rows.append(try block.read(bounds)) }
        cells = try message.cells.read(bounds, stamps: stamps)
        for update in message.conflicts {
            conflicts.append(try ConflictUpdate(update, cases: cases))
        }
        removed = try identifiers(message.removed, "removed").map { CaseID($0) }
        for letter in message.letters { letters.append(try Letter(letter)) }
    }

    /// The message.
    func message() throws(WireError) -> ProtoPage {
        var message = ProtoPage()
        message.epoch = epoch
        message.cursor = cursor
        message.hasMore_p = hasMore
        message.stateHash = stateHash.sum
        if !cases.isEmpty { message.cases = ProtoCases(cases) }
        if !stamps.isEmpty { message.stamps = ProtoStamps(stamps) }
        for block in rows { message.rows.append(try ProtoRows(block)) }
        if !cells.isEmpty { message.cells = try ProtoCells(cells, stamps: stamps) }
        message.conflicts = conflicts.map { ProtoConflictUpdate($0) }
        for id in removed { message.removed.append(id.bits) }
        message.letters = letters.map { ProtoLetter($0) }
        return message
    }
}

/// How many cases and stamps a page has for its rows and cells to refer to.
struct PageBounds {
    let cases: Int
    let stamps: Int

    /// Reads a column of references, as deltas.
    func references(
        _ deltas: [Int64],
        count: Int,
        bound: Int,
        _ name: String
    ) throws(WireError) -> [UInt32] {
        let column = try Column(deltas, count: count, name)
        var delta = Delta()
        var references: [UInt32] = []
        references.reserveCapacity(count)
        for row in 0..<count {
            let reference = delta.give(column[row])
            guard reference >= 0, reference < bound else {
                throw WireError(.damaged, detail: "reference to \(name)")
            }
            references.append(UInt32(reference))
        }
        return references
    }
}

extension ProtoCases {
    /// Writes headers.
    init(_ headers: [CaseHeader]) {
        self.init()
        var number = Delta()
        for header in headers {
            ids.append(header.caseID.bits)
            numbers.append(number.take(header.number))
            names.append(header.caseNumber)
            epochs.append(header.position.epoch)
            revisions.append(header.position.revision)
            whole.append(header.isWhole ? 1 : 0)
            hashes.append(header.stateHash.sum)
        }
        numbers = numbers.trimmed
        epochs = epochs.trimmed
        revisions = revisions.trimmed
        whole = whole.trimmed
        hashes = hashes.trimmed
    }

    /// Reads headers.
    func read() throws(WireError) -> [CaseHeader] {
        let ids = try identifiers(ids, "cases")
        guard names.count == ids.count else { throw WireError(.damaged, detail: "case names") }
        let numbers = try Column(numbers, count: ids.count, "case numbers")
        let epochs = try Column(epochs, count: ids.count, "epochs")
        let revisions = try Column(revisions, count: ids.count, "revisions")
        let whole = try Column(whole, count: ids.count, "whole")
        let hashes = try Column(hashes, count: ids.count, "hashes")
        var number = Delta()
        return ids.indices.map { row in
            CaseHeader(
                caseID: CaseID(ids[row]),
                number: number.give(numbers[row]),
                caseNumber: names[row],
                position: Position(epoch: epochs[row], revision: revisions[row]),
                isWhole: whole[row] != 0,
                stateHash: StateHash(sum: hashes[row])
            )
        }
    }
}

extension ProtoStamps {
    /// Writes stamps.
    init(_ stamps: [Stamp]) {
        self.init()
        count = UInt32(stamps.count)
        var incarnationTable = IdentifierTable()
        var authorTable = NameTable()
        var firstSeq = Delta()
        var writtenAt = Delta()
        for stamp in stamps {
            incarnationIndexes.append(incarnationTable.index(of: stamp.incarnation.bits).index)
            firstSeqs.append(firstSeq.take(Int64(bitPattern: stamp.firstSeq)))
            epochs.append(stamp.position.epoch)
            revisions.append(stamp.position.revision)
            authorIndexes.append(authorTable.index(of: stamp.author))
            written.append(writtenAt.take(stamp.written.milliseconds))
            orders.append(stamp.order.milliseconds &- stamp.written.milliseconds)
        }
        incarnations = incarnationTable.data
        authors = authorTable.names
        incarnationIndexes = incarnationIndexes.trimmed
        firstSeqs = firstSeqs.trimmed
        epochs = epochs.trimmed
        revisions = revisions.trimmed
        authorIndexes = authorIndexes.trimmed
        written = written.trimmed
        orders = orders.trimmed
    }

    /// Reads stamps.
    func read() throws(WireError) -> [Stamp] {
        let count = Int(count)
        guard count <= PageLimits.rowsMax else { throw WireError(.tooLarge, detail: "stamps") }
        let ids = try identifiers(incarnations, "incarnations")
        let incarnations = try IndexColumn(
            incarnationIndexes,
            count: count,
            listCount: ids.count,
            "incarnations"
        )
        let authorRows = try IndexColumn(
            authorIndexes,
            count: count,
            listCount: authors.count,
            "authors"
        )
        let firstSeqs = try Column(firstSeqs, count: count, "seqs")
        let epochs = try Column(epochs, count: count, "epochs")
        let revisions = try Column(revisions, count: count, "revisions")
        let written = try Column(written, count: count, "written")
        let orders = try Column(orders, count: count, "orders")
        var firstSeq = Delta()
        var writtenAt = Delta()
        return (0..<count).map { row in
            let wrote = writtenAt.give(written[row])
            return Stamp(
                incarnation: IncarnationID(ids[incarnations[row]]),
                firstSeq: UInt64(bitPattern: firstSeq.give(firstSeqs[row])),
                position: Position(epoch: epochs[row], revision: revisions[row]),
                author: authors[authorRows[row]],
                written: Instant(milliseconds: wrote),
                order: Instant(milliseconds: wrote &+ orders[row])
            )
        }
    }
}

/// Bounds of a page beside ``Limits``.
enum PageLimits {
    /// The most rows, cells or stamps of one page: a case is never split, but no case has as many records.
    static let rowsMax = 1 << 22
}
