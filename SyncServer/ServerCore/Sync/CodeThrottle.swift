internal import Casework
internal import SyncModel

/// Slows down guessing of one-time codes, by where the guesses come from.
///
/// The first ``freeAttempts`` wrong codes of an origin cost nothing; each further one makes the origin wait twice
/// as long, up to ``waitMax``. A right code clears the origin. An origin that gave no wrong code for
/// ``memory`` is forgotten. The state is kept with the data and survives a restart.
struct CodeThrottle: Equatable {
    /// What is known of one origin.
    struct Entry: Equatable {
        var wrong: Int
        var last: Instant
    }

    static let settingName = "codes.throttle"
    static let freeAttempts = 5
    static let waitMax: Int64 = 15 * 60 * 1000
    static let memory: Int64 = 24 * 3600 * 1000
    /// More origins than this push out the one that was heard of longest ago.
    static let originsMax = 256

    private(set) var entries: [String: Entry] = [:]

    init() {}

    /// Reads what ``text`` wrote; anything else counts as nothing known.
    init(text: String?) {
        // A damaged note about wrong codes must not keep devices out: it counts as none.
        guard let text, case .object(let origins)? = try? JSONValue(text: text) else { return }
        for (origin, entry) in origins {
            guard let wrong = entry["wrong"]?.integer, let last = entry["last"]?.integer else {
                continue
            }
            entries[origin] = Entry(wrong: Int(wrong), last: Instant(milliseconds: last))
        }
    }

    /// What is kept; `nil` when nothing is known.
    var text: String? {
        guard !entries.isEmpty else { return nil }
        let origins = entries.mapValues { entry in
            JSONValue.object([
                "wrong": .integer(Int64(entry.wrong)), "last": .integer(entry.last.milliseconds),
            ])
        }
        return JSONValue.object(origins).encoded()
    }

    /// How long `origin` must still wait, in milliseconds; 0 when it may try.
    func wait(of origin: String, now: Instant) -> Int64 {
        guard let entry = entries[origin], entry.wrong > Self.freeAttempts else { return 0 }
        let doublings = min(entry.wrong - Self.freeAttempts - 1, 20)
        let pause = min(1000 << Int64(doublings), Self.waitMax)
        let passed = now.milliseconds - entry.last.milliseconds
        // A clock that was set back must not lock anyone out for longer than one pause.
        guard passed >= 0 else { return 0 }
        return max(0, pause - passed)
    }

    /// Notes a wrong code.
    mutating func noteWrong(from origin: String, now: Instant) {
        entries = entries.filter { now.milliseconds - $0.value.last.milliseconds < Self.memory }
        let wrong = (entries[origin]?.wrong ?? 0) + 1
        entries[origin] = Entry(wrong: wrong, last: now)
        while entries.count > Self.originsMax,
            let oldest = entries.min(by: { $0.value.last < $1.value.last })
        {
            entries[oldest.key] = nil
        }
    }

    /// Notes a right code; answers whether anything was known of the origin.
    mutating func noteRight(from origin: String) -> Bool {
        entries.removeValue(forKey: origin) != nil
    }
}
