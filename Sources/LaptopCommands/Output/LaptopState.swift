import Casework
import SyncEngine
import SyncModel
import SyncStore

/// Where this laptop stands: what `status` shows.
struct LaptopState {
    let identity: Identity
    let membership: Identity.Membership
    let counts: LaptopCounts
    let cursor: String?
    let lastSync: Instant?
    let clockOffsetMilliseconds: Int64?
    let notices: Int
    /// Whether the last sync found that laptop and server differ.
    let hasDiverged: Bool
    /// Whether two copies of this laptop were found at work: it must enrol again.
    let isCloned: Bool
    /// Open conflicts about deletion: `CASE` or `CASE/KIND/KEY`.
    let deletionsAsked: [String]

    /// Reads the state.
    static func read(_ session: Session) throws -> LaptopState {
        let (identity, membership) = try session.member()
        return try session.withStore { store in
            let counts = try store.counts()
            return LaptopState(
                identity: identity,
                membership: membership,
                counts: counts,
                cursor: try store.cursor(),
                lastSync: try store.setting(SettingName.lastSync).flatMap { Instant($0) },
                clockOffsetMilliseconds: try store.setting(SettingName.clockOffset)
                    .flatMap { Int64($0) },
                notices: try store.notices(acknowledge: false).count,
                hasDiverged: try store.setting(SyncSetting.diverged) == "1",
                isCloned: try Clones.isFound(in: store),
                deletionsAsked: counts.contested == 0
                    ? [] : try DeletionsAsked(store).names
            )
        }
    }

    /// The document of `status --json`.
    var json: JSONValue {
        .object([
            "user": .string(membership.user),
            "role": .string(membership.role.rawValue),
            "device": .string(identity.deviceName),
            "replica": .string(identity.replica.description),
            "server": .string(membership.url),
            "pending": .integer(Int64(counts.pending)),
            "contested": .integer(Int64(counts.contested)),
            "quarantined": .integer(Int64(counts.quarantined)),
            "notices": .integer(Int64(notices)),
            "diverged": .bool(hasDiverged),
            "cloned": .bool(isCloned),
            "deletionsAsked": .array(deletionsAsked.map { .string($0) }),
            "cursor": .optional(cursor),
            "lastSync": .optional(lastSync),
            "clockOffsetMs": .optional(clockOffsetMilliseconds),
        ])
    }

    /// The lines for people.
    func lines(_ session: Session) -> [String] {
        let console = session.console
        let title = Style.bold.apply(
            to: Sanitise.line("\(membership.user) · \(identity.deviceName)"),
            colour: console.colour
        )
        var table = Table()
        func add(_ label: Message, _ text: String, _ style: Style = .plain) {
            table.add([Table.Cell("  " + session.text(label), .dim), Table.Cell(text, style)])
        }
        add(.statusServer, "\(membership.url) (\(membership.role.rawValue))")
        add(
            .statusLastSync,
            lastSync.map(ValueText.time) ?? session.text(.statusNever),
            lastSync == nil ? .attention : .plain
        )
        add(.statusPending, count(counts.pending, Symbol.pending))
        add(
            .statusContested,
            count(counts.contested, Symbol.contested),
            counts.contested == 0 ? .plain : .attention
        )
        add(
            .statusQuarantined,
            count(counts.quarantined, Symbol.quarantined),
            counts.quarantined == 0 ? .plain : .bad
        )
        if notices > 0 { add(.statusNotices, String(notices), .attention) }
        if !deletionsAsked.isEmpty {
            add(.statusDeletions, deletionsAsked.joined(separator: ", "), .attention)
        }
        if hasDiverged { add(.statusAlarm, session.text(.diverged), .bad) }
        if isCloned { add(.statusAlarm, session.text(.cloned), .bad) }
        if let clockOffsetMilliseconds,
            abs(clockOffsetMilliseconds) > Limits.clockSuspectMilliseconds
        {
            add(.statusClock, session.text(.statusClockOff), .bad)
        }
        return [title] + table.lines(columns: console.columns, colour: console.colour)
    }

    private func count(_ number: Int, _ symbol: String) -> String {
        number == 0 ? "0" : "\(symbol) \(number)"
    }
}

/// The names of the settings that the commands keep in the store.
enum SettingName {
    /// When the last sync ended well, RFC 3339.
    static let lastSync = "laptop.lastSync"
    /// Server's clock minus laptop's at that time, in milliseconds.
    static let clockOffset = "laptop.clockOffsetMs"
}
