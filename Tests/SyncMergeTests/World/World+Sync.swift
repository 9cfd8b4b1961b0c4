import SyncModel

@testable import MergeOracle
@testable import SyncMerge

/// Delivery and collection.
extension World {
    /// Pushes, then pulls.
    mutating func sync(_ index: Int) {
        push(index)
        pull(index)
    }

    /// Delivers what is pending; the changes of one save share one revision.
    ///
    /// - Parameters:
    ///   - index: The laptop.
    ///   - holding: Whether the server puts them in quarantine.
    mutating func push(_ index: Int, holding: Bool = false) {
        var save: Int?
        var rest: [Laptop.Pending] = []
        for pending in laptops[index].pending {
            if pending.isHeld || holding && pending.change.formers.isEmpty {
                if !pending.isHeld { findings.count(.quarantined) }
                rest.append(pending)
                rest[rest.count - 1].isHeld = true
                continue
            }
            if save != pending.save { nextRevision() }
            save = pending.save
            deliver(pending)
        }
        laptops[index].pending = rest
        laptops[index].epoch = epoch
    }

    /// The last accepted change of a laptop arrives once more.
    mutating func resend(_ index: Int) {
        let incarnation = Self.incarnation(index)
        for unit in units.indices {
            guard let last = units[unit].accepted.last(where: { $0.dot.incarnation == incarnation })
            else { continue }
            accept(last, number: number(of: last.dot), unit: unit)
            return
        }
    }

    mutating func nextRevision() {
        revision = Position(epoch: epoch, revision: revision.revision + 1)
    }

    private mutating func deliver(_ pending: Laptop.Pending) {
        var change = pending.change
        if case .group = change.value {
            change.value = filledIn(
                change,
                members: World.members,
                in: units[pending.unit],
                lineage: lineage
            )
            // What filled its screen in an epoch that was lost may not be back: it is filled in with what is here.
            let isLost = change.context.epoch > 0 && change.context.epoch < epoch
            oracle.complete(
                pending.number,
                with: isLost
                    ? change.value : oracle.filled(pending.number, members: World.members)
            )
        }
        accept(change, number: pending.number, unit: pending.unit)
    }

    static var members: [String] { ["level", "reason"] }

    /// Takes over what the server shows, of everything up to the present revision.
    ///
    /// In a new epoch, only after what the server lost was offered again.
    mutating func pull(_ index: Int) {
        guard laptops[index].epoch == epoch else { return }
        laptops[index].context = revision
        laptops[index].screen = oracle.acceptedSet
        for unit in units.indices { laptops[index].acknowledged[unit] = outcomes[unit].shown }
        laptops[index].isDeletionAsked = outcomes[alive].isConflict
        guard faults.contains(.raisesContexts) else { return }
        for place in laptops[index].pending.indices {
            laptops[index].pending[place].change.context = revision
        }
        for unit in units.indices { laptops[index].forms[unit]?.context = revision }
    }

    /// An operator lets a change out of quarantine.
    mutating func admit(_ index: Int, _ place: Int) {
        let held = laptops[index].pending.remove(at: place)
        nextRevision()
        deliver(held)
    }

    /// An operator refuses a change in quarantine.
    mutating func refuse(_ index: Int, _ place: Int) {
        laptops[index].pending.remove(at: place)
        findings.count(.refused)
        lastReceipt = .refused
    }
}
