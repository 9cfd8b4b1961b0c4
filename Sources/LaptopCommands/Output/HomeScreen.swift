import Casework
import SyncModel
import SyncStore

/// What a bare `sluis` shows: on a terminal where the laptop stands and what one can do, in a pipe help.
enum HomeScreen {
    /// Prints the screen.
    static func show(_ session: Session) throws {
        guard session.console.columns != nil else {
            let help = RootCommand.helpMessage(columns: nil)
            return try session.console.print([HelpText.translated(help, session.language)])
        }
        guard let identity = try Identity.load(session.folder), identity.membership != nil else {
            try session.console.print([
                session.text(.homeWelcome), "  " + session.text(.enrolFirst),
                "  " + session.text(.homeHelp),
            ])
            return
        }
        let state = try LaptopState.read(session)
        var lines = state.lines(session) + [""]
        if state.counts.pending > 0 { lines.append("  " + session.text(.homeSync)) }
        if state.counts.contested > 0 { lines.append("  " + session.text(.homeConflicts)) }
        if state.notices > 0 { lines.append("  " + session.text(.homeNotices)) }
        for message in [Message.homeList, .homeVisit, .homeHelp] {
            lines.append("  " + session.text(message))
        }
        try session.console.print(lines)
    }
}
