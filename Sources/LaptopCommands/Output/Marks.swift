import SyncModel

/// The state of a case in symbols and words.
enum Marks {
    /// What waits in a case, and whether it is deleted; empty when nothing is special.
    static func text(
        _ summary: CaseSummary,
        isDeletionAsked: Bool = false,
        _ session: Session
    ) -> String {
        var marks: [String] = []
        if isDeletionAsked { marks.append("\(Symbol.contested) \(session.text(.markAsked))") }
        if !summary.isAlive { marks.append("\(Symbol.deleted) \(session.text(.markDeleted))") }
        if summary.contested > 0 {
            let values = ["count": String(summary.contested)]
            marks.append("\(Symbol.contested) \(session.text(.markContested, values))")
        }
        if summary.pending > 0 {
            let values = ["count": String(summary.pending)]
            marks.append("\(Symbol.pending) \(session.text(.markPending, values))")
        }
        return marks.joined(separator: "  ")
    }
}
