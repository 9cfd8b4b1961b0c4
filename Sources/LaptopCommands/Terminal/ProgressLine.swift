import SyncEngine
import Synchronization

/// How far a sync is, on standard error, once it takes longer than a second: one line that changes in place on a
/// terminal, else one line a stage.
final class ProgressLine: Sendable {
    /// How long a sync may take before anything is shown.
    static let silence: Duration = .seconds(1)

    private struct State {
        var isShowing = false
        var lastStage = ""
    }

    private let console: Console
    private let language: Language
    private let began = ContinuousClock.now
    private let state = Mutex(State())

    init(console: Console, language: Language) {
        self.console = console
        self.language = language
    }

    /// Takes note of a step.
    func show(_ progress: SyncProgress) {
        guard began.duration(to: .now) >= Self.silence else { return }
        let (stage, line) = Self.text(progress, language)
        state.withLock { state in
            if console.errorIsTerminal {
                state.isShowing = true
                console.noteInPlace("\r\u{1B}[K\(line)")
            } else if state.lastStage != stage {
                state.lastStage = stage
                console.note([line])
            }
        }
    }

    /// Clears the line.
    func end() {
        state.withLock { state in
            if state.isShowing { console.noteInPlace("\r\u{1B}[K") }
            state.isShowing = false
        }
    }

    /// The stage, and the line to show for it.
    static func text(_ progress: SyncProgress, _ language: Language) -> (String, String) {
        switch progress {
        case .greeting: return ("greeting", Message.progressGreeting.text(language))
        case .pushing(let done, let total):
            let values = ["done": String(done), "total": String(total)]
            return ("pushing", Message.progressPushing.text(language, values))
        case .pulling(let cases):
            let message = cases == 1 ? Message.progressPullingOne : .progressPulling
            return ("pulling", message.text(language, ["count": String(cases)]))
        }
    }
}
