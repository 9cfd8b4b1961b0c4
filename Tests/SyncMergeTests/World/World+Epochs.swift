import SyncModel

@testable import MergeOracle
@testable import SyncMerge

/// Backups of the server, and its restores.
extension World {
    /// What a backup holds.
    struct Image {
        var epoch: UInt32
        var units: [UnitHistory]
        var marks: [EditMark]
        var outcomes: [UnitOutcome]
        var closed: [[Accepted]]
        var revision: Position
        /// How many changes the oracle had seen accepted.
        var accepted: Int
    }

    /// A decision as the journal keeps it.
    struct Journalled {
        var change: Accepted
        var number: Int
        var unit: Int
        /// What its author had seen.
        var seen: Position
    }

    mutating func backUp() {
        image = Image(
            epoch: epoch,
            units: units,
            marks: marks,
            outcomes: outcomes,
            closed: closed,
            revision: revision,
            accepted: oracle.accepted.count
        )
    }

    /// Restores the last backup: laptops have everything to offer again that is not in it, the journal the
    /// decisions.
    ///
    /// - Returns: Whether there was a backup of this epoch.
    @discardableResult
    mutating func restore() -> Bool {
        guard let image, image.epoch == epoch, Int(epoch) < Self.epochsMax else { return false }
        let lost = units
        var kept: Set<Dot> = []
        for unit in image.units { kept.formUnion(unit.accepted.map(\.dot)) }
        let seen = Dictionary(marks.map { ($0.dot, $0.context) }) { first, _ in first }
        let firstServer = laptops.count
        epoch += 1
        taken[epoch] = image.revision.revision
        units = image.units
        marks = image.marks
        outcomes = image.outcomes
        closed = image.closed
        revision = image.revision
        for (unit, history) in lost.enumerated() {
            for change in history.accepted where !kept.contains(change.dot) {
                let author = Int(change.dot.incarnation.bits.low)
                if author < firstServer {
                    offerAgain(change, of: unit, author)
                } else {
                    journal.append(
                        Journalled(
                            change: former(change),
                            number: number(of: change.dot),
                            unit: unit,
                            seen: seen[change.dot] ?? .zero
                        )
                    )
                }
            }
        }
        for index in laptops.indices {
            laptops[index].pending.sort { $0.change.dot.seq < $1.change.dot.seq }
        }
        oracle.forget(allBut: image.accepted)
        journal.sort { ($0.change.position, $0.number) < ($1.change.position, $1.number) }
        return true
    }

    /// The places of the journal's decisions that can be brought back now: all that they cover is here, and no
    /// earlier decision about the same unit waits.
    var ready: [Int] {
        var blocked: Set<Int> = []
        return journal.indices.filter { place in
            let entry = journal[place]
            let known = Set(units[entry.unit].accepted.map(\.dot))
            let isReady: Bool =
                switch entry.change.kind {
                case .resolution(let covers, _) where entry.unit == alive:
                    covers.allSatisfy { dot in units.contains { $0.has(dot) } }
                case .resolution(let covers, _): covers.isSubset(of: known)
                case .edit, .reopened: true
                }
            guard isReady, !blocked.contains(entry.unit) else {
                blocked.insert(entry.unit)
                return false
            }
            return true
        }
    }

    /// The journal brings a decision back, one of those that are ``ready``.
    mutating func replay(_ place: Int) {
        let entry = journal.remove(at: place)
        nextRevision()
        accept(entry.change, number: entry.number, unit: entry.unit, seen: entry.seen)
    }

    private mutating func offerAgain(_ change: Accepted, of unit: Int, _ laptop: Int) {
        // A record of several changes of one save shares its first one's revision; that is a matter of the sync.
        laptops[laptop].pending.append(
            Laptop.Pending(
                number: number(of: change.dot),
                unit: unit,
                save: -Int(change.position.revision),
                change: former(change)
            )
        )
    }

    /// A change with where it stood, unless others had replaced it when it came: then it never counted.
    private func former(_ change: Accepted) -> Accepted {
        guard !oracle.supersededOnArrival.contains(number(of: change.dot)) else { return change }
        var former = change
        former.formers.append(change.position)
        return former
    }
}

extension UnitHistory {
    fileprivate func has(_ dot: Dot) -> Bool { accepted.contains { $0.dot == dot } }
}
