internal import SyncModel
internal import SyncWire

@testable internal import SyncStore

/// The line between a laptop and the server.
struct SimulatedLine: Transport {
    let simulation: Confined<Simulation>
    let laptop: Int

    func deliver(_ envelopes: [Envelope]) async throws(TransportError) {
        for envelope in envelopes { try simulation.value.carry(envelope, from: laptop) }
    }

    func collect(limit: Int) async throws(TransportError) -> [Envelope] {
        simulation.value.collect(limit, for: laptop)
    }
}

extension Simulation {
    /// Carries a request to the server, and what comes back to the inbox, through the weather of the day.
    func carry(_ envelope: Envelope, from index: Int) throws(TransportError) {
        let laptop = laptops[index]
        noteBegun(envelope, laptop)
        interlude(during: laptop)
        clock.pass(dice.milliseconds(1...40))
        lines[index].old.append(envelope)
        if lines[index].old.count > 6 { lines[index].old.removeFirst() }
        guard let fault = weatherFault() else {
            return try arrive(try answer(envelope, laptop), at: index)
        }
        fired(fault)
        note("  line of \(laptop.name): \(fault.rawValue)")
        switch fault {
        case .requestLost: throw TransportError(.unreachable, detail: "lost")
        case .answerLost:
            _ = try answer(envelope, laptop)
            throw TransportError(.unreachable, detail: "lost")
        case .requestRepeated:
            try arrive(try answer(envelope, laptop), at: index)
            try arrive(try answer(envelope, laptop), at: index)
        case .answerLate:
            if let late = try answer(envelope, laptop) { lines[index].held.append(late) }
            throw TransportError(.unreachable, detail: "late")
        case .requestTruncated, .requestFlipped:
            try arrive(try answer(damaged(envelope, fault == .requestFlipped), laptop), at: index)
        case .answerTruncated, .answerFlipped:
            let answer = try answer(envelope, laptop)
            try arrive(answer.map { damaged($0, fault == .answerFlipped) }, at: index)
        case .oldRequestAgain:
            if let old = dice.pick(lines[index].old) {
                if let answer = try answer(old, laptop) { lines[index].inbox.append(answer) }
            }
            try arrive(try answer(envelope, laptop), at: index)
        case .notTheServer: throw TransportError(.notTheServer, detail: "a login page")
        default:
            clock.pass(dice.milliseconds(60_000...30 * 86_400_000))
            try arrive(try answer(envelope, laptop), at: index)
        }
    }

    private func weatherFault() -> FaultKind? {
        guard dice.happens(percent: weather.percent) else { return nil }
        return dice.pick([
            .requestLost, .answerLost, .requestRepeated, .answerLate, .requestTruncated,
            .requestFlipped, .answerTruncated, .answerFlipped, .oldRequestAgain, .notTheServer,
            .longDelay,
        ])
    }

    /// What the server answers; nothing when it is down or does not know what to answer to.
    private func answer(
        _ envelope: Envelope,
        _ laptop: LaptopMachine
    ) throws(TransportError) -> Envelope? {
        do {
            return try serve(envelope, from: laptop)
        } catch let violation as Violation {
            found(violation)
            throw TransportError(.unreachable, detail: "violation")
        } catch {
            found(Violation(invariant: "I28", detail: "the server failed: \(error)"))
            throw TransportError(.unreachable, detail: "failure")
        }
    }

    private func arrive(_ answer: Envelope?, at index: Int) throws(TransportError) {
        lines[index].inbox += lines[index].held
        lines[index].held = []
        guard let answer else { throw TransportError(.unreachable, detail: "no answer") }
        lines[index].inbox.append(answer)
    }

    private func damaged(_ envelope: Envelope, _ isFlipped: Bool) -> Envelope {
        var bytes = envelope.bytes
        guard !bytes.isEmpty else { return envelope }
        let place = dice.below(bytes.count)
        if isFlipped {
            bytes[place] ^= 1 << UInt8(dice.below(8))
        } else {
            bytes.removeLast(bytes.count - place)
        }
        return Envelope(bytes: bytes)
    }

    /// A push that leaves the laptop: its changes are sent from now on.
    private func noteBegun(_ envelope: Envelope, _ laptop: LaptopMachine) {
        // What was sealed a moment ago can be read.
        guard let request = try? envelope.open().request(), case .push(let push) = request,
            let last = push.saves.last?.changes.last?.dot.seq
        else { return }
        laptop.begun = max(laptop.begun, last)
        laptop.maybeSent = max(laptop.maybeSent, last)
    }

    /// What has arrived for a laptop; the oracle notes which page is among it.
    func collect(_ limit: Int, for index: Int) -> [Envelope] {
        clock.pass(dice.milliseconds(1...40))
        let taken = Array(lines[index].inbox.prefix(limit))
        lines[index].inbox.removeFirst(taken.count)
        for envelope in taken {
            // What cannot be read brings no page.
            guard let opened = try? envelope.open(), let page = lines[index].pages[opened.number],
                opened.number == laptops[index].asked
            else { continue }
            lines[index].arriving = page
            if options.bug == .cursorBeforeRows { keepCursorFirst(page, laptops[index]) }
        }
        return taken
    }

    /// The planted bug: the cursor stands before the page is in.
    private func keepCursorFirst(_ page: PageOnTheWay, _ laptop: LaptopMachine) {
        do {
            try laptop.opened().write { try $0.setSetting(Setting.cursor, to: page.cursor) }
        } catch {
            note("  the cursor was not kept")
        }
    }
}
