import SyncModel
import SyncWire
import Testing

/// Shows that what is sealed is what is opened, over seeded messages of every kind.
@Suite struct RoundTripTests {
    static let seeds: [UInt64] = Array(1...200)

    @Test(arguments: seeds)
    func `a request comes back as it was sealed`(seed: UInt64) throws {
        var random = WireRandom(seed: seed)
        let key = try Samples.key()
        for request in Samples.requests(&random) {
            let envelope = try Envelope.seal(
                request,
                sender: Samples.sender,
                number: seed,
                key: key
            )
            let opened = try envelope.open()
            #expect(opened.sender == Samples.sender)
            #expect(opened.number == seed)
            #expect(opened.isSigned(by: key.publicKey))
            let read = try opened.request()
            #expect(read == request.arrived, "seed \(seed)")
            #expect(canonical(read) == canonical(request.arrived), "seed \(seed), by bytes")
            #expect(throws: WireError.self) { try opened.response() }
        }
    }

    @Test(arguments: seeds)
    func `a response comes back as it was sealed`(seed: UInt64) throws {
        var random = WireRandom(seed: seed)
        let key = try Samples.key()
        for response in Samples.responses(&random) {
            let envelope = try Envelope.seal(
                response,
                sender: Samples.sender,
                number: 1,
                key: key
            )
            let opened = try envelope.open()
            #expect(opened.isSigned(by: key.publicKey))
            #expect(try opened.response() == response, "seed \(seed)")
            #expect(throws: WireError.self) { try opened.request() }
        }
    }

    @Test(arguments: seeds)
    func `an upload gives back the saves that it was made of`(seed: UInt64) throws {
        var random = WireRandom(seed: seed)
        let saves = random.push(saves: 8).saves
        let upload = try #require(Upload(saves))
        let read = try upload.readSaves()
        #expect(read == saves, "seed \(seed)")
        #expect(
            read.map { $0.canonicalBytes(after: []) } == saves.map { $0.canonicalBytes(after: []) },
            "seed \(seed), by bytes"
        )
        #expect(upload.dots == saves.flatMap(\.changes).map(\.dot))
        #expect(upload.lastSeq == saves.last?.changes.last?.dot.seq)
    }

    @Test func `numbers are resolved to the ids that they stand for`() throws {
        var random = WireRandom(seed: 42)
        let push = random.push(saves: 50)
        for original in push.saves {
            let request = Request.push(PushRequest(clockOffsetMilliseconds: nil, saves: [original]))
            guard case .push(let arrived) = request.arrived else { continue }
            var save = arrived.saves[0]
            let isWhole = save.resolve(
                caseID: { _ in original.caseID },
                key: { kind, number, id in
                    #expect(id == original.caseID)
                    return original.changes.first { change in
                        change.record.kind == kind && change.recordNumber == number
                    }?.record.key
                }
            )
            #expect(isWhole)
            #expect(save.canonicalBytes(after: []) == original.canonicalBytes(after: []))
            var stranger = arrived.saves[0]
            if original.caseRecordNumber != nil {
                let isKnown = stranger.resolve(caseID: { _ in nil }, key: { _, _, _ in nil })
                #expect(!isKnown)
            }
        }
    }

    /// Every save by its bytes: `==` compares text by canonical equivalence, which hides a lost form.
    private func canonical(_ request: Request) -> [[UInt8]] {
        guard case .push(let push) = request else { return [] }
        return push.saves.map { $0.canonicalBytes(after: []) }
    }
}
