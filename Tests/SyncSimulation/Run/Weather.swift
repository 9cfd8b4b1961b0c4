internal import SyncModel
internal import SyncWire

/// What happens to messages while one laptop syncs.
struct Weather {
    /// How many requests in a hundred something happens to.
    var percent = 0
    /// How often, in a hundred requests, somebody else does something meanwhile.
    var interludePercent = 0

    static let fine = Weather()
}

/// What a line between a laptop and the server holds.
struct LineState {
    /// Answers that arrived.
    var inbox: [Envelope] = []
    /// Answers that come later.
    var held: [Envelope] = []
    /// Requests that may arrive once more, any time.
    var old: [Envelope] = []
    /// The pages that the server gave, by the number of the request.
    var pages: [UInt64: PageOnTheWay] = [:]
    /// The page that the laptop takes in next.
    var arriving: PageOnTheWay?
}

/// A page between server and laptop, as the oracle sees it.
struct PageOnTheWay {
    var cursor: String
    /// Everything that the server had accepted of each case in the page.
    var cases: [(id: CaseID, accepted: DotSet)] = []
    var removed: [CaseID] = []
    var ended: [Dot] = []
    var isLast = false
    /// What the user held when the page was made; `nil` for everything.
    var scope: Set<CaseID>?
}
