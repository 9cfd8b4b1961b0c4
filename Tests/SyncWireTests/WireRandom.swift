import SyncModel

/// A seeded source of everything that travels, valid but odd: every list may be empty, every text may hold
/// anything, every number may be at its bound.
struct WireRandom: RandomNumberGenerator {
    private var state: UInt64

    /// Starts at a seed; the same seed gives the same values.
    init(seed: UInt64) { state = seed }

    /// Source: SplitMix64 (Sebastiano Vigna, public domain).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func identifier() -> Identifier128 { Identifier128(high: next(), low: next()) }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    mutating func instant() -> Instant {
        let edges: [Int64] = [.min, -1, 0, 1, .max]
        if chance(10) { return Instant(milliseconds: pick(edges)) }
        return Instant(
            milliseconds: 1_790_000_000_000 + Int64.random(in: 0..<9_000_000, using: &self)
        )
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }

    mutating func word() -> String {
        pick([
            "", "x", "housing.status", "Zo\u{EB}", "Zoe\u{308}", "\u{202E}abc", "\u{1B}[31m", "🇳🇱",
            "een langere tekst met een paar woorden en een punt.",
            String(repeating: "lang ", count: 20),
        ])
    }

    mutating func name() -> String {
        pick(["alive", "risk", "housing.status", "note", "on", "kind"])
    }

    mutating func scalar() -> Value {
        switch Int.random(in: 0..<5, using: &self) {
        case 0: .null
        case 1: .boolean(chance(50))
        case 2: .integer(pick([.min, -1, 0, 7, 400, .max]))
        default: .text(Text(word()))
        }
    }

    mutating func value() -> Value {
        switch Int.random(in: 0..<10, using: &self) {
        case 0: Value.makeSet((0..<3).map { _ in Text(word()) })
        case 1: .difference(SetDifference(added: [Text(word())], removed: chance(50) ? ["a"] : []))
        case 2:
            Value.makeGroup(["a", "b"].map { GroupMember(name: $0, value: scalar()) })
        default: scalar()
        }
    }

    mutating func position() -> Position {
        if chance(20) { return .zero }
        return Position(epoch: pick([1, 1, 1, 2, .max]), revision: pick([0, 1, 2, 70_000, .max]))
    }

    mutating func dot() -> Dot { Dot(incarnation: IncarnationID(identifier()), seq: next() >> 8) }

    mutating func origin() -> Origin {
        Origin(
            incarnation: IncarnationID(identifier()),
            parent: IncarnationID(identifier()),
            fork: head()
        )
    }

    mutating func head() -> ChainHead { chance(30) ? .none : ChainHead(seq: 9, hash: bytes(32)) }
}

extension WireRandom {
    mutating func record() -> (RecordAddress, Int64?) {
        let key = identifier()
        switch Int.random(in: 0..<5, using: &self) {
        case 0: return (RecordAddress(kind: pick(["visit", "action"]), key: .unique(key)), nil)
        case 1: return (RecordAddress(kind: "screening", key: .natural(pick(["a.b", "A-1"]))), nil)
        case 2:
            let number = Int64(key.low >> UInt64(pick([1, 30])))
            return (RecordAddress(kind: pick(["visit", "action"]), key: .unique(key)), number)
        default: return (.caseFile, nil)
        }
    }

    /// Contiguous saves of one incarnation.
    mutating func push(saves count: Int) -> PushRequest {
        let incarnation = IncarnationID(identifier())
        let known = CaseID(identifier())
        let repeated = RecordAddress(kind: "visit", key: .unique(identifier()))
        var seq = UInt64.random(in: 1..<5000, using: &self)
        var hlc = HLC(milliseconds: 1_790_000_000_000, counter: 65_534)
        var operation = OperationID(identifier())
        var saves: [Save] = []
        for _ in 0..<count {
            if chance(10) { seq += 3 }
            let wallClock = instant()
            hlc = chance(80) ? hlc.next(at: wallClock) : HLC(milliseconds: 5, counter: 77)
            let first = seq
            var changes: [Change] = []
            for _ in 0..<Int.random(in: 1...4, using: &self) {
                let (record, number) = chance(30) ? (repeated, nil) : record()
                changes.append(
                    Change(
                        dot: Dot(incarnation: incarnation, seq: seq),
                        record: record,
                        unit: name(),
                        value: value(),
                        context: position(),
                        isVoid: chance(10),
                        was: chance(10) ? dot() : nil,
                        recordNumber: number
                    )
                )
                seq += 1
            }
            switch Int.random(in: 0..<3, using: &self) {
            case 0: operation = OperationID(identifier())
            case 1: operation = OperationID(startingAt: Dot(incarnation: incarnation, seq: first))
            default: break
            }
            saves.append(
                Save(
                    caseID: chance(30) ? known : CaseID(identifier()),
                    caseNumber: chance(10) ? "HLM-2026-0042-K" : nil,
                    operation: operation,
                    author: pick(["anna", "Zo\u{EB}", "Zoe\u{308}"]),
                    role: pick(Role.allCases),
                    wallClock: wallClock,
                    zoneMinutes: pick([0, 60, 60, -720, .max, .min]),
                    clockSegment: pick([0, 1, .max]),
                    hlc: hlc,
                    schemaVersion: pick([1, 2, .max]),
                    changes: changes,
                    chainHash: bytes(32),
                    caseRecordNumber: chance(50) ? pick([0, 1, 5, 10_000, .max / 4]) : nil
                )
            )
        }
        return PushRequest(
            clockOffsetMilliseconds: pick([nil, 0, -5, .max, .min]),
            segmentOffsets: offsets(of: saves),
            saves: saves,
            claims: (0..<pick([0, 0, 3])).map { _ in claim() }
        )
    }

    private mutating func offsets(of saves: [Save]) -> [UInt32: SegmentOffset] {
        var offsets: [UInt32: SegmentOffset] = [:]
        for save in saves where chance(50) {
            offsets[save.clockSegment] = SegmentOffset(
                milliseconds: pick([0, -5, .max, .min]),
                isEstimated: chance(50)
            )
        }
        return offsets
    }

    mutating func result(_ count: Int) -> PushResult {
        let incarnation = IncarnationID(identifier())
        let receipts = (0..<count).map { index in
            Receipt(
                dot: chance(90) ? Dot(incarnation: incarnation, seq: UInt64(index) + 9) : dot(),
                status: pick(ReceiptStatus.allCases),
                first: chance(20) ? pick(ReceiptStatus.allCases) : nil,
                position: chance(80) ? Position(epoch: 1, revision: next() >> 40) : nil,
                reason: chance(20) ? pick(["scope", "code"]) : nil
            )
        }
        return PushResult(receipts: receipts, known: head(), epoch: pick([0, 1, 7, .max]))
    }
}

extension WireRandom {
    mutating func conflict(_ header: CaseHeader, index: UInt32) -> ConflictUpdate {
        let kind = pick(["case", "visit"])
        let candidates = (0..<2).map { _ in
            Candidate(
                value: value(),
                author: word(),
                device: ReplicaID(identifier()),
                written: instant(),
                order: instant(),
                clockSuspect: chance(50),
                dot: dot(),
                isShown: chance(50)
            )
        }
        let resolution = Conflict.Resolution(value: value(), by: word(), reason: "", at: instant())
        return ConflictUpdate(
            caseIndex: index,
            kind: kind,
            number: 12,
            conflict: Conflict(
                id: next(),
                version: 3,
                generation: 1,
                state: pick([.open, .settled, .resolved]),
                caseID: header.caseID,
                caseNumber: header.caseNumber,
                record: kind == "case"
                    ? .caseFile : RecordAddress(kind: kind, key: .unresolved),
                unit: name(),
                policy: "queue",
                base: value(),
                shown: value(),
                candidates: candidates,
                opened: instant(),
                resolution: chance(50) ? resolution : nil
            )
        )
    }

    mutating func letter(_ number: UInt64) -> Letter {
        if chance(50) {
            return Letter(number: number, content: .receipt(result(1).receipts[0]))
        }
        return Letter(
            number: number,
            content: .notice(
                Notice(
                    caseID: CaseID(identifier()),
                    record: record().0,
                    unit: name(),
                    mine: value(),
                    chosen: value(),
                    by: word(),
                    reason: word(),
                    at: instant()
                )
            )
        )
    }

    mutating func rows(kind: String, count: Int, cases: Int, stamps: Int) -> RowBlock {
        var block = RowBlock(kind: kind)
        block.fields = ["on", "note"]
        block.columns = [PackedValues(), PackedValues()]
        for row in 0..<count {
            block.caseIndexes.append(UInt32.random(in: 0..<UInt32(cases), using: &self))
            block.stampIndexes.append(UInt32.random(in: 0..<UInt32(stamps), using: &self))
            block.numbers.append(Int64(row) * 3 + 1)
            block.alive.append(chance(90) ? 1 : 0)
            if kind != "case" { block.keys.append(.text(Text("key-\(row)"))) }
            block.columns[0].append(.integer(Int64(row)))
            block.columns[1].append(scalar())
        }
        return block
    }

    /// A page; `size` cases.
    mutating func page(_ size: Int) -> FeedPage {
        var page = FeedPage(
            epoch: 3,
            cursor: word(),
            hasMore: chance(50),
            stateHash: StateHash(sum: next())
        )
        page.removed = (0..<2).map { _ in CaseID(identifier()) }
        page.letters = (0..<3).map { letter(UInt64($0)) }
        guard size > 0 else { return page }
        let incarnations = (0..<3).map { _ in IncarnationID(identifier()) }
        for index in 0..<size {
            page.cases.append(
                CaseHeader(
                    caseID: CaseID(identifier()),
                    number: Int64(index) * 7,
                    caseNumber: "HLM-2026-\(index)",
                    position: position(),
                    isWhole: chance(50),
                    stateHash: StateHash(sum: next())
                )
            )
            page.stamps.append(
                Stamp(
                    incarnation: pick(incarnations),
                    firstSeq: next() >> 30,
                    position: position(),
                    author: word(),
                    written: instant(),
                    order: instant()
                )
            )
        }
        page.rows = ["case", "screening"].map {
            rows(kind: $0, count: size, cases: size, stamps: size)
        }
        for _ in 0..<size {
            let stamp = Int.random(in: 0..<size, using: &self)
            page.cells.append(
                Cell(
                    caseIndex: UInt32.random(in: 0..<UInt32(size), using: &self),
                    kind: pick(["case", "visit"]),
                    number: pick([1, 900, .max]),
                    unit: name(),
                    stampIndex: UInt32(stamp),
                    seq: page.stamps[stamp].firstSeq + UInt64.random(in: 0..<4, using: &self),
                    value: value()
                )
            )
        }
        page.conflicts = [conflict(page.cases[0], index: 0)]
        return page
    }
}
