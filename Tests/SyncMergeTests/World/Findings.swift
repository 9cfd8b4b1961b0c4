import SyncModel

/// What a run of a world came to: how often each thing happened, and where merge and oracle differ.
struct Findings {
    var comparisons = 0
    var missedConflicts = 0
    var falseConflicts = 0
    var lostValues = 0
    var wrongLive = 0
    var wrongShown = 0
    var wrongCandidates = 0
    var wrongReceipts = 0
    var receipts: [Int] = Array(repeating: 0, count: ReceiptStatus.allCases.count)
    /// The first difference, in words.
    var example: String?

    var differences: Int {
        missedConflicts + falseConflicts + lostValues + wrongLive + wrongShown + wrongCandidates
            + wrongReceipts
    }

    mutating func count(_ receipt: ReceiptStatus) {
        receipts[Self.place(receipt)] += 1
    }

    func count(of receipt: ReceiptStatus) -> Int { receipts[Self.place(receipt)] }

    private static func place(_ receipt: ReceiptStatus) -> Int {
        switch receipt {
        case .applied: 0
        case .agreed: 1
        case .merged: 2
        case .beaten: 3
        case .conflictShown: 4
        case .conflictBeaten: 5
        case .superseded: 6
        case .duplicate: 7
        case .void: 8
        case .quarantined: 9
        case .refused: 10
        }
    }

    mutating func add(_ other: Findings) {
        comparisons += other.comparisons
        missedConflicts += other.missedConflicts
        falseConflicts += other.falseConflicts
        lostValues += other.lostValues
        wrongLive += other.wrongLive
        wrongShown += other.wrongShown
        wrongCandidates += other.wrongCandidates
        wrongReceipts += other.wrongReceipts
        for index in receipts.indices { receipts[index] += other.receipts[index] }
        example = example ?? other.example
    }
}
