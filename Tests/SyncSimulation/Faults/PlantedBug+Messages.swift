internal import SyncModel
internal import SyncWire

// Bugs that change what is said, sealed again with the key of who says it.
extension PlantedBug {
    /// A request as a faulty program would send it; `nil` when it is as it should be.
    func tamper(
        request: Request?,
        _ envelope: Envelope,
        from laptop: LaptopMachine?
    ) throws -> Envelope? {
        guard self == .clockOffsetIgnored, let laptop, case .push(var push)? = request else {
            return nil
        }
        let opened = try envelope.open()
        push.clockOffsetMilliseconds = 0
        return try Envelope.seal(
            .push(push),
            sender: laptop.replica,
            number: opened.number,
            key: laptop.key
        )
    }

    /// An answer as a faulty server would give it; `nil` when it is as it should be.
    func tamper(response: Response) -> Response? {
        switch (self, response) {
        case (.pageSkipped, .page(let page)) where page.cases.count == 1:
            return .page(
                FeedPage(
                    epoch: page.epoch,
                    cursor: page.cursor,
                    hasMore: page.hasMore,
                    stateHash: page.stateHash
                )
            )
        case (.removalNotTold, .page(var page)) where !page.removed.isEmpty:
            page.removed = []
            return .page(page)
        case (.chainForgotten, .welcome(var welcome)):
            welcome.known = .none
            return .welcome(welcome)
        case (.poisonStopsQueue, .pushResult(let result))
        where result.receipts.contains { $0.outcome == .quarantined }:
            return .refusal(Refusal(.failure, detail: "bad change"))
        case (.receiptsShifted, .pushResult(let result)) where result.receipts.count > 1:
            return .pushResult(Self.shifted(result))
        case (.duplicateJudgedAgain, .pushResult(var result)):
            guard result.receipts.contains(where: { $0.status == .duplicate }) else { return nil }
            result.receipts = result.receipts.map { receipt in
                guard receipt.status == .duplicate, receipt.first != .void else { return receipt }
                return Receipt(dot: receipt.dot, status: .quarantined, reason: "again")
            }
            return .pushResult(result)
        default: return nil
        }
    }

    private static func shifted(_ result: PushResult) -> PushResult {
        var shifted = result
        for index in result.receipts.indices {
            let other = result.receipts[(index + 1) % result.receipts.count]
            shifted.receipts[index] = Receipt(
                dot: result.receipts[index].dot,
                status: other.status,
                first: other.first,
                position: other.position,
                reason: other.reason
            )
        }
        return shifted
    }
}
