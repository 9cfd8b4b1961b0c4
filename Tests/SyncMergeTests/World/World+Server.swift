import SyncModel

@testable import MergeOracle
@testable import SyncMerge

/// What admins decide on the server.
extension World {
    /// Decides an open conflict; the decision covers all supporters of all candidates.
    ///
    /// - Parameters:
    ///   - unit: The unit.
    ///   - value: What is chosen; `nil` for what is shown.
    mutating func resolve(_ unit: Int, to value: Value? = nil) {
        let outcome = outcomes[unit]
        let chosen = value ?? outcome.shown
        let covered = outcome.values.flatMap(\.supporters)
        let supporters = units[unit].liveChanges
        let losers = supporters.filter { !Rules.isSame($0.value, chosen) }
        let passedOver =
            unit == alive
            ? []
            : losers.map {
                Accepted.PassedOver(author: $0.author, value: $0.value)
            }
        let context = revision
        let isDeletion = unit == alive
        nextRevision()
        decide(
            unit,
            chosen,
            .resolution(covers: Set(covered), passedOver: Set(passedOver)),
            .decision(passedOver: passedOver.map { ($0.author, $0.value) }),
            covers: seen(covered),
            author: "admin",
            role: .admin,
            order: time / 2,
            context: isDeletion ? context : .zero,
            seen: context
        )
    }

    /// Makes the candidates of the unit's last closed conflict live again.
    mutating func reopen(_ unit: Int) {
        let candidates = closed[unit]
        guard !candidates.isEmpty else { return }
        closed[unit] = []
        nextRevision()
        for candidate in candidates {
            decide(
                unit,
                candidate.value,
                .reopened,
                .reopened,
                covers: .none,
                author: candidate.author,
                role: candidate.role,
                order: candidate.order.milliseconds,
                context: .zero,
                seen: .zero
            )
        }
    }

    private mutating func decide(
        _ unit: Int,
        _ value: Value,
        _ kind: Accepted.Kind,
        _ oracleKind: OracleChange.Kind,
        covers: Seen,
        author: String,
        role: Role,
        order: Int64,
        context: Position,
        seen: Position
    ) {
        let seq = numbers[server].count + 1
        let change = Accepted(
            dot: Dot(incarnation: Self.incarnation(server), seq: UInt64(seq)),
            value: value,
            context: context,
            position: .zero,
            order: Instant(milliseconds: order),
            author: author,
            role: role,
            kind: kind
        )
        let number = oracle.make(
            OracleChange(
                unit: unit,
                value: value,
                kind: oracleKind,
                screen: seen == .zero ? .none : oracle.acceptedSet,
                chain: Seen(of: numbers[server]),
                covers: covers,
                author: author,
                role: role,
                mayRead: true,
                order: order,
                replica: server,
                seq: seq
            )
        )
        numbers[server].append(number)
        accept(change, number: number, unit: unit, seen: seen)
    }
}
