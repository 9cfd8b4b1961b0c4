import SyncModel
import Testing

/// Shows what an upload takes in, and which of its changes people are not told of.
@Suite struct UploadTests {
    private static let incarnation = IncarnationID(Identifier128(high: 1, low: 2))
    private static let visit = RecordAddress(kind: "visit", key: .natural("a"))
    private static let action = RecordAddress(kind: "action", key: .natural("a"))

    private typealias Write = (record: RecordAddress, unit: String, value: Value)

    private func save(
        _ first: UInt64,
        of incarnation: IncarnationID = incarnation,
        _ writes: [Write]
    ) -> Save {
        Save(
            caseID: CaseID(Identifier128(high: 5, low: 5)),
            operation: OperationID(Identifier128(high: 6, low: 6)),
            author: "anna",
            role: .counsellor,
            wallClock: Instant(milliseconds: 1),
            hlc: HLC(milliseconds: 1, counter: 0),
            schemaVersion: 1,
            changes: writes.enumerated().map { index, write in
                Change(
                    dot: Dot(incarnation: incarnation, seq: first + UInt64(index)),
                    record: write.record,
                    unit: write.unit,
                    value: write.value,
                    context: .zero
                )
            }
        )
    }

    @Test func `a making is what says that a record exists, beside a field of it`() throws {
        let alive = Schema.aliveUnit
        let upload = try #require(
            Upload([
                save(1, [(.caseFile, alive, .boolean(true)), (.caseFile, "name", .text("x"))]),
                save(3, [(Self.visit, alive, .boolean(true)), (Self.visit, "note", .text("x"))]),
                save(5, [(Self.action, "note", .text("x")), (Self.action, alive, .boolean(true))]),
                save(7, [(Self.visit, alive, .boolean(true))]),
                save(8, [(Self.visit, alive, .boolean(false)), (Self.visit, "note", .null)]),
                save(10, [(Self.visit, alive, .boolean(true)), (Self.action, "note", .null)]),
            ])
        )
        #expect(upload.makings.map(\.seq).sorted() == [3, 6])
        #expect(upload.dots.map(\.seq) == Array(1...11))
        #expect(upload.firstSeq == 1)
        #expect(upload.lastSeq == 11)
    }

    @Test func `names each clock segment once`() throws {
        let segments: [UInt32] = [3, 3, 5, 3]
        let saves = segments.enumerated().map { index, segment in
            var save = save(UInt64(index + 1), [(.caseFile, "name", .text("x"))])
            save.clockSegment = segment
            return save
        }
        let upload = try #require(Upload(saves))
        #expect(upload.clockSegments == [3, 5])
        #expect(Upload(of: Self.incarnation).clockSegments.isEmpty)
    }

    @Test func `takes in nothing but whole saves of one incarnation`() {
        let write: Write = (.caseFile, "name", .text("x"))
        var gap = save(3, [write, write])
        gap.changes[1].dot = Dot(incarnation: Self.incarnation, seq: 5)
        let other = IncarnationID(Identifier128(high: 3, low: 3))
        #expect(Upload([save(1, [write]), save(3, [write])]) != nil)
        #expect(Upload([]) == nil)
        #expect(Upload([save(1, [])]) == nil)
        #expect(Upload([save(1, [write]), save(2, [])]) == nil)
        #expect(Upload([save(1, [write]), gap]) == nil)
        #expect(Upload([save(1, [write]), save(2, of: other, [write])]) == nil)
        #expect(Upload([save(.max, [write])]) == nil)
        #expect(Upload(of: Self.incarnation).lastSeq == nil)
    }
}
