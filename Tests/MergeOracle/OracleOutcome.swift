import SyncModel

/// What the oracle says of a unit.
struct OracleOutcome: Equatable {
    var shown: Value
    var isConflict: Bool
    /// The live changes.
    var live: Seen
    /// The supporters of each different live value, lowest first number first.
    var candidates: [Seen]
}

extension Oracle {
    /// What a unit comes to when the server has accepted `set`.
    func outcome(_ unit: Int, in set: Seen) -> OracleOutcome {
        if unit == alive { return aliveOutcome(in: set) }
        let live = live(unit, in: set)
        let candidates = candidates(of: live)
        let isContested = candidates.count > 1
        let decision = latest(live.filter { changes[$0].isDecision })
        let shown: Value
        let isConflict: Bool
        switch policies[unit] {
        case .queue:
            (shown, isConflict) = (value(of: decision ?? latest(live)), isContested)
        case .lww, .server:
            (shown, isConflict) = (value(of: decision ?? latest(live)), false)
        case .decide:
            (shown, isConflict) = (value(of: standing(unit, in: set)), isContested)
        case .append:
            let first = accepted.first { live.contains($0) }
            (shown, isConflict) = (value(of: first), false)
        case .set:
            (shown, isConflict) = (union(unit, in: set), false)
        case .text:
            (shown, isConflict) = text(unit, live: live, in: set)
        case .restrictive(let protective):
            (shown, isConflict) = (mostProtective(unit, live, protective, in: set), false)
        case .owner(let role):
            let owned = latest(live.filter { changes[$0].role == role && !changes[$0].isDecision })
            let stands = decision ?? owned
            shown = value(of: stands)
            isConflict = isContested || (stands == nil && !live.isEmpty)
        }
        return OracleOutcome(
            shown: shown,
            isConflict: isConflict,
            live: Seen(of: live),
            candidates: candidates
        )
    }

    func latest(_ numbers: [Int]) -> Int? {
        numbers.max { changes[$0].isBefore(changes[$1]) }
    }

    func value(of number: Int?) -> Value { number.map { changes[$0].value } ?? .null }

    func candidates(of live: [Int]) -> [Seen] {
        var result: [(value: Value, supporters: Seen)] = []
        for number in live {
            let value = changes[number].value
            if let index = result.firstIndex(where: { $0.value == value }) {
                result[index].supporters.insert(number)
            } else {
                result.append((value, Seen.none.with(number)))
            }
        }
        return result.map(\.supporters)
    }

    /// An element is in when somebody put it in and nobody who had seen that took it out.
    private func union(_ unit: Int, in set: Seen) -> Value {
        let all = of(unit, in: set)
        guard !all.isEmpty else { return .null }
        var elements: [Text] = []
        for adder in all {
            guard case .difference(let difference) = changes[adder].value else { continue }
            elements += difference.added.filter { element in
                !all.contains { remover in
                    guard case .difference(let other) = changes[remover].value else { return false }
                    return other.removed.contains(element) && knows(remover, adder)
                }
            }
        }
        return .makeSet(elements)
    }

    private func mostProtective(
        _ unit: Int,
        _ live: [Int],
        _ protective: [Value],
        in set: Seen
    ) -> Value {
        func rank(_ number: Int) -> Int {
            protective.firstIndex(of: changes[number].value) ?? Int.max
        }
        func best(_ numbers: [Int]) -> Int? {
            let top = numbers.map(rank).min()
            return latest(numbers.filter { rank($0) == top })
        }
        let all = of(unit, in: set)
        let allowed = live.filter { candidate in
            let stricter = all.filter { rank($0) < rank(candidate) }
            let supporters = live.filter { changes[$0].value == changes[candidate].value }
            return stricter.isEmpty
                || supporters.contains { supporter in stricter.contains { knows(supporter, $0) } }
        }
        return value(of: best(allowed) ?? (live.isEmpty ? nil : best(all)))
    }

    /// What stands in a `decide` unit, by going through the acceptances again.
    private func standing(_ unit: Int, in set: Seen) -> Int? {
        var taken = Seen.none
        var standing: Int?
        for number in accepted where set.contains(number) && changes[number].unit == unit {
            taken.insert(number)
            let live = live(unit, in: taken)
            let byAcceptance = accepted.filter { live.contains($0) }
            if let decision = latest(live.filter { changes[$0].isDecision }) {
                standing = decision
                continue
            }
            guard let stood = standing else {
                standing = byAcceptance.first
                continue
            }
            if live.contains(stood) { continue }
            let equal = byAcceptance.first { changes[$0].value == changes[stood].value }
            let successors = byAcceptance.filter { replaces($0, stood, in: taken) }
            let successor = successors.contains(number) ? number : successors.first
            standing = equal ?? successor ?? byAcceptance.first
        }
        return standing
    }
}

extension Seen {
    init(of numbers: [Int]) {
        self = .none
        for number in numbers { insert(number) }
    }
}
