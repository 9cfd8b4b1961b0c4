internal import SyncModel
internal import SyncStore

// What each kind of step does.
extension Simulation {
    /// Takes the steps, looks at everything now and then, lets all come to rest, and looks again.
    ///
    /// - Throws: The first ``Violation``.
    func run(_ steps: [Step]) throws {
        for (index, planned) in steps.enumerated() {
            step = index + 1
            try take(planned)
            if step % options.stepsPerLook == 0 { try checkEverything() }
        }
        try heal()
    }

    /// Takes one step.
    func take(_ planned: Step) throws {
        dice = SeededRandom(seed: planned.salt)
        clock.pass(dice.milliseconds(100...20_000))
        note("\(step). \(planned.kind.rawValue)")
        guard let laptop = dice.pick(laptops) else { return }
        do {
            if try !takeAtLaptop(planned.kind, laptop) { try takeElsewhere(planned.kind, laptop) }
        } catch let error as StoreError {
            try endReading(error, laptop)
        }
        try settle()
    }

    /// A disk failed while somebody read: the program ends, and nothing was written.
    private func endReading(_ error: StoreError, _ laptop: LaptopMachine) throws {
        let isServer = server.disk.isDown || server.disk.failures > server.failuresSeen
        let isLaptop = laptop.disk.isDown || laptop.disk.failures > laptop.failuresSeen
        try require(isServer || isLaptop, "I28", "a sound disk: \(error.code) \(error.message)")
        note("  cannot read: \(error.code)")
        if isServer { server.restart() }
        if isLaptop { laptop.restart() }
        try checkSaved(laptop)
    }

    private func settle() throws {
        weather = .fine
        server.failuresSeen = server.disk.failures
        for laptop in laptops { laptop.failuresSeen = laptop.disk.failures }
        if let violation { throw violation }
    }

    /// - Returns: Whether it was a step of a person, a sync, or a machine.
    private func takeAtLaptop(_ kind: StepKind, _ laptop: LaptopMachine) throws -> Bool {
        switch kind {
        case .open: try openForm(on: laptop)
        case .saveForm: try saveForm(on: laptop)
        case .saveNow: try saveNow(on: laptop)
        case .newCase: try newCase(on: laptop)
        case .newRecord: try newRecord(on: laptop, isNatural: false)
        case .naturalRecord: try newRecord(on: laptop, isNatural: true)
        case .deleteOrRestore: try deleteOrRestore(on: laptop)
        case .closeProgram: laptop.close()
        case .sync:
            weather = Weather(percent: 0, interludePercent: 30)
            try sync(laptop, changesMax: dice.happens(percent: 30) ? 2 : 200)
        case .syncOverBadLine:
            weather = Weather(percent: 10 + dice.below(50), interludePercent: 20)
            try sync(laptop, changesMax: 1 + dice.below(8))
        case .syncAndKill: try syncAndKill(laptop)
        case .syncAndCutPower: try syncAndCutPower(laptop)
        case .syncOnBadDisk: try syncOnBadDisk(laptop)
        case .lateMessage: try deliverLate(laptop)
        case .killLaptop: try killLaptop(laptop)
        case .cutLaptopPower: try cutPower(of: laptop)
        case .saveOnBadDisk: try saveOnBadDisk(laptop)
        case .saveAndCutPower: try saveAndCutPower(laptop)
        case .syncOnBadServerDisk: try syncOnBadServerDisk(laptop)
        case .syncAndKillServer: try syncAndKillServer(laptop)
        default: return false
        }
        return true
    }

    private func takeElsewhere(_ kind: StepKind, _ laptop: LaptopMachine) throws {
        switch kind {
        case .killServer: try killServer()
        case .cutServerPower: try cutServerPower()
        case .resolve: try resolve()
        case .resolveStale: try resolveStale()
        case .resolveAll: try resolveAll()
        case .undo: try undo()
        case .reopen: try reopen()
        case .admit: try endQuarantine(admitting: true)
        case .refuse: try endQuarantine(admitting: false)
        case .decideAndCutPower: try decideAndCutPower()
        case .assign: try assignSomething()
        case .unassign: try unassignSomething()
        case .changeRole: try changeRole()
        case .disableUser: try disableUser()
        case .publishSchema: try publishSchema()
        case .pass: clock.pass(dice.milliseconds(60_000...7 * 86_400_000))
        case .jumpClock: jumpClock(of: laptop)
        case .yearAway:
            clock.pass(366 * 86_400_000)
            fired(.yearAway)
        case .serverClockBack: setServerClockBack()
        case .poison: try sendPoison()
        case .forge: try sendForgery()
        case .stranger: try knock()
        default: break
        }
    }

    /// A request that was sent before arrives again, or for the first time.
    private func deliverLate(_ laptop: LaptopMachine) throws {
        guard let old = dice.pick(lines[laptop.index].old) else { return }
        note("an old request of \(laptop.name) arrives")
        fired(.oldRequestAgain)
        _ = try serve(old, from: laptop)
    }

    /// While a laptop waits for the server, somebody else does something, or its own person types on.
    func interlude(during laptop: LaptopMachine) {
        guard depth == 0, dice.happens(percent: weather.interludePercent) else { return }
        let (outside, planned) = (weather, dice)
        weather = .fine
        depth += 1
        defer {
            depth -= 1
            weather = outside
            dice = planned
        }
        dice = SeededRandom(seed: planned.peeked, part: 7)
        do {
            switch dice.below(6) {
            case 0, 1, 2:
                fired(.savedWhileSyncing)
                try saveNow(on: laptop)
            case 3:
                guard let other = dice.pick(laptops.filter { $0 !== laptop }) else { return }
                try saveNow(on: other)
            case 4:
                fired(.decidedWhileSyncing)
                try resolve()
            default:
                guard let other = dice.pick(laptops.filter { $0 !== laptop }) else { return }
                try sync(other)
            }
        } catch let violation as Violation {
            found(violation)
        } catch {
            found(Violation(invariant: "I28", detail: "\(error)"))
        }
    }

    // MARK: Rest

    /// Faults are over: within three rounds every outbox is empty, or says why not.
    func heal() throws {
        isHealing = true
        note("--- all comes to rest")
        dice = SeededRandom(seed: seed, part: 5)
        weather = .fine
        server.disk.restart()
        for laptop in laptops {
            laptop.disk.restart()
            lines[laptop.index].inbox = []
            lines[laptop.index].held = []
        }
        for _ in 0..<3 {
            for laptop in laptops { try sync(laptop) }
        }
        try checkRest()
        try checkEverything()
        for laptop in laptops {
            note("\(laptop.name) holds \(try laptop.opened().stateHash())")
        }
    }
}

extension SeededRandom {
    /// What the generator would give next.
    fileprivate var peeked: UInt64 {
        var copy = self
        return copy.next()
    }
}
