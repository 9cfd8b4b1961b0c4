import Foundation
import SyncModel

@testable import MergeOracle
@testable import SyncMerge

/// What people do on laptops.
extension World {
    /// Opens a form: what is on screen now is what the author has seen.
    mutating func open(_ laptop: Int, _ unit: Int) {
        laptops[laptop].forms[unit] = form(laptops[laptop], unit)
    }

    private func form(_ laptop: Laptop, _ unit: Int) -> Laptop.Form {
        var (context, screen) = (laptop.context, laptop.screen)
        for pending in laptop.pending where pending.unit == unit {
            // In one epoch the earlier screen is part of the later one.
            guard pending.change.context < context else { continue }
            context = pending.change.context
            screen = oracle.changes[pending.number].screen
        }
        return Laptop.Form(context: context, screen: screen, ownChanges: laptop.ownChanges[unit])
    }

    /// Saves the open form of a unit, or reads and saves at once when there is none.
    ///
    /// - Returns: Whether a change was recorded: not when the value is the one on screen, when the unit was
    ///   changed here since the form was opened, or when the record is known to be deleted.
    @discardableResult
    mutating func save(_ index: Int, _ unit: Int, _ typed: Value, saveID: Int? = nil) -> Bool {
        let laptop = laptops[index]
        let form = laptop.forms[unit] ?? form(laptop, unit)
        laptops[index].forms[unit] = nil
        guard form.ownChanges == laptop.ownChanges[unit] else { return false }
        let value = entered(typed, laptop, faults)
        let isRestore = unit == alive && value == .boolean(true)
        if laptop.onScreen(alive) == .boolean(false), !isRestore { return false }
        let screenValue = laptop.onScreen(unit)
        guard value.applied(to: screenValue) != screenValue || isRestore && laptop.isDeletionAsked
        else { return false }
        let seq = laptop.nextSeq
        let change = Accepted(
            dot: Dot(incarnation: Self.incarnation(index), seq: seq),
            value: value,
            context: form.context,
            position: .zero,
            order: Instant(milliseconds: time / 2 + laptop.offset),
            author: laptop.author,
            role: laptop.role,
            chainFloor: laptop.chainFloor,
            mayRead: laptop.mayRead || unit == alive
        )
        let number = oracle.make(
            OracleChange(
                unit: unit,
                value: entered(typed, laptop, []),
                kind: .edit,
                screen: form.screen,
                chain: laptop.chain,
                covers: .none,
                author: laptop.author,
                role: laptop.role,
                mayRead: change.mayRead,
                order: change.order.milliseconds,
                replica: index,
                seq: Int(seq)
            )
        )
        numbers[index].append(number)
        laptops[index].nextSeq += 1
        laptops[index].chain.insert(number)
        laptops[index].ownChanges[unit] += 1
        let isBack = isBackAtAcknowledged(laptop, unit, value)
        saves += 1
        if isBack {
            voidChain(index, unit)
        } else {
            let pending = Laptop.Pending(
                number: number,
                unit: unit,
                save: saveID ?? saves,
                change: change
            )
            laptops[index].pending.append(pending)
        }
        return true
    }

    /// What a person typed, as it is kept: normalised once, unless the program is foreign or faulty.
    private func entered(_ value: Value, _ laptop: Laptop, _ faults: LaptopFaults) -> Value {
        guard case .text(let text) = value, !laptop.isForeign,
            !faults.contains(.noNormalisation)
        else { return value }
        return .text(Text(text.string.precomposedStringWithCanonicalMapping))
    }

    /// Whether a chain of unsent changes brings the unit back to its acknowledged value.
    private func isBackAtAcknowledged(_ laptop: Laptop, _ unit: Int, _ value: Value) -> Bool {
        let chain = laptop.pending.filter { $0.unit == unit }
        guard !chain.isEmpty, chain.allSatisfy({ !$0.isHeld }) else { return false }
        if case .difference = value { return false }
        return value == laptop.acknowledged[unit]
    }

    private mutating func voidChain(_ index: Int, _ unit: Int) {
        let count = laptops[index].pending.filter { $0.unit == unit }.count
        laptops[index].pending.removeAll { $0.unit == unit }
        for _ in 0...count { findings.count(.void) }
        lastReceipt = .void
    }

    /// The case leaves the laptop and comes back: what was written before is no longer known.
    mutating func purge(_ index: Int) {
        guard laptops[index].pending.allSatisfy(\.isHeld), laptops[index].epoch == epoch else {
            return
        }
        laptops[index].chain = .none
        laptops[index].chainFloor = laptops[index].nextSeq
        for unit in laptops[index].forms.indices { laptops[index].forms[unit] = nil }
        pull(index)
    }
}
