internal import SyncModel
internal import SyncWire

@testable internal import SyncStore

// The server answers, and the oracle learns what it did.
extension Simulation {
    /// Gives bytes to the server.
    ///
    /// - Returns: The answer; `nil` when there is none.
    /// - Throws: ``Violation``.
    func serve(_ envelope: Envelope, from laptop: LaptopMachine?) throws -> Envelope? {
        // Bytes that are no envelope are the server's to refuse.
        let opened = try? envelope.open()
        let request = opened.flatMap { try? $0.request() }
        if let laptop, let opened, opened.sender == laptop.replica { laptop.asked = opened.number }
        let tampered =
            try options.bug?.tamper(request: request, envelope, from: laptop) ?? envelope
        let failures = server.disk.failures
        let bytes: [UInt8]?
        do {
            bytes = try server.answer(tampered.bytes, from: laptop?.name ?? "a stranger")
        } catch {
            let isFault = server.disk.isDown || server.disk.failures > failures
            try require(isFault, "I28", "the server does not start: \(error.message)")
            note("  the server does not start: \(error.code)")
            if server.disk.isDown { server.restart() }
            return nil
        }
        if server.disk.isDown {
            note("  the server went down")
            server.restart()
            try reconcile(request, from: laptop)
            return nil
        }
        server.disk.setWatched(true)
        defer { server.disk.setWatched(false) }
        guard let bytes else { return nil }
        let answer = Envelope(bytes: bytes)
        let response = try answer.open().response()
        if case .refusal(let refusal) = response {
            note("  refused: \(refusal.code) \(refusal.detail)")
            if refusal.code == .failure || refusal.code == .storage {
                try require(
                    server.disk.failures > failures,
                    "I28",
                    "the server failed on a sound disk: \(refusal.code) \(refusal.detail)"
                )
                try reconcile(request, from: laptop)
            }
            return answer
        }
        let number = opened?.number ?? 0
        try learn(request, response, number: number, from: laptop)
        guard laptop != nil, let changed = options.bug?.tamper(response: response) else {
            return answer
        }
        return try Envelope.seal(
            changed,
            sender: server.replica,
            number: number,
            key: server.key
        )
    }

    private func learn(
        _ request: Request?,
        _ response: Response,
        number: UInt64,
        from laptop: LaptopMachine?
    ) throws {
        switch (request, response) {
        case (.push(let push), .pushResult(let result)):
            try learn(push, result.receipts, from: laptop)
        case (.pull, .page(let page)): try learn(page, number: number, from: laptop)
        default: break
        }
    }

    /// After a crash: a push is in whole, or not at all.
    func reconcile(_ request: Request?, from laptop: LaptopMachine?) throws {
        let store = try server.opened()
        guard case .push(let push) = request, let first = push.saves.first?.changes.first?.dot,
            let last = push.saves.last?.changes.last?.dot
        else { return }
        let known = try store.known(of: first.incarnation).seq
        guard known >= last.seq else {
            let before = history.numbers[first].map { history.writes[$0].fate == .waiting } ?? true
            try require(!before || known < first.seq, "I15", "half a push is on the server")
            return
        }
        let context = DeviceContext(
            replica: laptop?.replica ?? stranger?.replica ?? server.replica,
            incarnation: first.incarnation,
            user: laptop?.user ?? "",
            role: laptop?.role ?? .counsellor,
            clockOffsetMilliseconds: nil
        )
        let receipts = try store.accept(push.saves, from: context) { _, _, _ in .accept }
        try learn(push, receipts, from: laptop)
    }

    /// The server gave receipts.
    func learn(_ push: PushRequest, _ given: [Receipt], from laptop: LaptopMachine?) throws {
        try noteReceived()
        let changes = push.saves.flatMap(\.changes)
        try require(changes.count == given.count, "I14", "a receipt for each change")
        var touched: Set<UnitName> = []
        var words: [String] = []
        for (change, receipt) in zip(changes, given) {
            try require(receipt.dot == change.dot, "I14", "receipts in the order of the push")
            words.append("\(change.dot.seq) \(receipt.status.rawValue)")
            guard let number = history.numbers[change.dot] else {
                throw Violation(invariant: "I11", detail: "nobody made \(change.dot)")
            }
            touched.formUnion(try learn(receipt, number, push, from: laptop))
        }
        note("  receipts: " + words.joined(separator: ", "))
        try checkServer(touched)
    }

    private func learn(
        _ receipt: Receipt,
        _ number: Int,
        _ push: PushRequest,
        from laptop: LaptopMachine?
    ) throws -> [UnitName] {
        let write = history.writes[number]
        if let first = receipts[receipt.dot] {
            try require(
                receipt.outcome == first.outcome || write.wasQuarantined,
                "I3",
                "\(write.unit) got \(first.outcome.rawValue), then \(receipt.outcome.rawValue)"
            )
            return []
        }
        receipts[receipt.dot] = receipt
        let corrected = write.written + (push.clockOffsetMilliseconds ?? 0)
        history.setOrder(
            number,
            min(corrected, received),
            role: laptop.flatMap { roles[$0.user] } ?? write.role
        )
        switch receipt.outcome {
        case .void:
            try require(write.fate == .void, "V7", "\(write.unit) was not void on its laptop")
            return []
        case .quarantined:
            history.setFate(number, .quarantined(receipt.reason ?? ""))
            try checkQuarantined(number, receipt.reason ?? "", from: laptop)
            return []
        case .refused: throw Violation(invariant: "I14", detail: "refused at first sight")
        case .applied, .agreed, .merged, .beaten, .conflictShown, .conflictBeaten, .superseded,
            .duplicate:
            try require(write.fate != .void, "V7", "\(write.unit) was void on its laptop")
            try checkMayBeAccepted(number, from: laptop)
            let touched = history.accept(number)
            try checkReceipt(receipt.outcome, number)
            return touched
        }
    }

    private func learn(_ page: FeedPage, number: UInt64, from laptop: LaptopMachine?) throws {
        guard let laptop else { return }
        var way = PageOnTheWay(cursor: page.cursor, removed: page.removed, isLast: !page.hasMore)
        way.cases = page.cases.map { ($0.caseID, history.acceptedSet($0.caseID)) }
        for letter in page.letters {
            if case .receipt(let receipt) = letter.content { way.ended.append(receipt.dot) }
        }
        if roles[laptop.user] == .counsellor {
            way.scope = Set(cases.filter { assigned[$0]?.contains(laptop.user) == true })
        }
        lines[laptop.index].pages[number] = way
        note("  page: \(page.cases.count) cases, \(page.removed.count) removed")
    }

    /// The server's time of acceptance: its clock's, and never before an earlier one.
    func noteReceived() throws {
        let kept = try server.opened().read { try $0.integerSetting("server.received") } ?? .min
        try require(kept >= received, "I5", "the server's time of acceptance went back")
        received = kept
    }
}
