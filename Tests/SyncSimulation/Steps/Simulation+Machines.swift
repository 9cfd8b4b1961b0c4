internal import SyncModel

// What happens to machines and their disks.
extension Simulation {
    func killLaptop(_ laptop: LaptopMachine) throws {
        note("\(laptop.name) is killed")
        fired(.laptopKilledBetween)
        laptop.restart()
        try checkSaved(laptop)
    }

    func cutPower(of laptop: LaptopMachine) throws {
        note("\(laptop.name) loses its power")
        fired(.laptopPowerCut)
        laptop.disk.cutPower()
        laptop.restart()
        try checkSaved(laptop)
    }

    /// A save while the disk is full or fails.
    func saveOnBadDisk(_ laptop: LaptopMachine) throws {
        let isFull = dice.happens(percent: 50)
        note("\(laptop.name) has a \(isFull ? "full" : "failing") disk")
        let before = laptop.disk.failures
        try breakDisk(laptop.disk, isFull: isFull, within: 12)
        try saveNow(on: laptop)
        if laptop.disk.failures > before { fired(isFull ? .laptopDiskFull : .laptopDiskError) }
        laptop.failuresSeen = laptop.disk.failures
        laptop.disk.restart()
        try checkSaved(laptop)
    }

    private func breakDisk(_ disk: SimulatedDisk, isFull: Bool, within calls: Int) throws {
        let call = isFull ? nil : dice.pick([SimulatedDisk.Call.write, .sync, .read, .truncate])
        disk.fail(
            call,
            after: 1 + dice.below(call == .write || isFull ? calls : 3),
            isLasting: dice.happens(percent: 50),
            with: isFull ? .full : .error
        )
    }

    /// The power goes at one of the next syncs of the disk, while a person saves.
    func saveAndCutPower(_ laptop: LaptopMachine) throws {
        let fates = laptop.disk.fates
        if dice.happens(percent: 70) {
            laptop.disk.cutPower(atSync: 1 + dice.below(3))
        } else {
            laptop.disk.kill(atWrite: 1 + dice.below(12))
        }
        try dice.happens(percent: 20)
            ? newRecord(on: laptop, isNatural: false) : saveNow(on: laptop)
        if laptop.disk.isDown { laptop.restart() }
        laptop.disk.restart()
        countFates(laptop.disk, since: fates)
        try checkSaved(laptop)
    }

    /// Every save that a person was told of is there after a crash.
    func checkSaved(_ laptop: LaptopMachine) throws {
        let head = try laptop.opened().head().seq
        try require(head >= laptop.saved, "I1", "saved \(laptop.saved), the log ends at \(head)")
    }

    func countFates(_ disk: SimulatedDisk, since before: SimulatedDisk.Fates) {
        if disk.fates.dropped > before.dropped { fired(.writeDropped) }
        if disk.fates.garbled > before.garbled { fired(.writeGarbled) }
    }

    // MARK: During a sync

    /// The laptop's process is killed at a step of the sync.
    func syncAndKill(_ laptop: LaptopMachine) throws {
        let (target, after) = (dice.below(9), dice.happens(percent: 50))
        if dice.happens(percent: 30) {
            laptop.disk.kill(atWrite: 1 + dice.below(30))
        } else {
            var count = 0
            laptop.stepHook = { [unowned self] isAfter in
                guard isAfter == after else { return }
                count += 1
                guard count == target + 1 else { return }
                fired(.laptopKilledInSync)
                note("  killed \(after ? "after" : "before") step \(target)")
                throw LaptopMachine.Killed()
            }
        }
        let ends = laptop.disk.ends
        try sync(laptop, changesMax: 1 + dice.below(8))
        if laptop.disk.ends > ends { fired(.laptopKilledAtWrite) }
        laptop.stepHook = nil
        laptop.restart()
        try checkSaved(laptop)
    }

    func syncAndCutPower(_ laptop: LaptopMachine) throws {
        let (fates, ends) = (laptop.disk.fates, laptop.disk.ends)
        laptop.disk.cutPower(atSync: 1 + dice.below(10))
        try sync(laptop, changesMax: 1 + dice.below(8))
        if laptop.disk.ends > ends { fired(.laptopPowerCut) }
        laptop.restart()
        countFates(laptop.disk, since: fates)
        try checkSaved(laptop)
    }

    func syncOnBadDisk(_ laptop: LaptopMachine) throws {
        let isFull = dice.happens(percent: 50)
        let before = laptop.disk.failures
        note("\(laptop.name) has a \(isFull ? "full" : "failing") disk")
        try breakDisk(laptop.disk, isFull: isFull, within: 40)
        try sync(laptop)
        if laptop.disk.failures > before { fired(isFull ? .laptopDiskFull : .laptopDiskError) }
        laptop.failuresSeen = laptop.disk.failures
        laptop.disk.restart()
        try checkSaved(laptop)
    }

    // MARK: The server

    func killServer() throws {
        note("the server is killed")
        fired(.serverKilledBeforeAnswer)
        server.restart()
        try checkServer([])
    }

    func cutServerPower() throws {
        note("the server loses its power")
        fired(.serverPowerCut)
        server.disk.cutPower()
        server.restart()
        try checkWholeServer()
    }

    func syncOnBadServerDisk(_ laptop: LaptopMachine) throws {
        let isFull = dice.happens(percent: 50)
        let before = server.disk.failures
        note("the server has a \(isFull ? "full" : "failing") disk")
        try breakDisk(server.disk, isFull: isFull, within: 40)
        try sync(laptop)
        if server.disk.failures > before { fired(isFull ? .serverDiskFull : .serverDiskError) }
        server.restart()
        try checkServer([])
    }

    /// The server goes down at a write or a sync of its disk, while a laptop syncs.
    func syncAndKillServer(_ laptop: LaptopMachine) throws {
        let (fates, ends) = (server.disk.fates, server.disk.ends)
        let isCut = dice.happens(percent: 50)
        if isCut {
            server.disk.cutPower(atSync: 1 + dice.below(8))
        } else {
            server.disk.kill(atWrite: 1 + dice.below(40))
        }
        try sync(laptop, changesMax: 1 + dice.below(8))
        if server.disk.ends > ends { fired(isCut ? .serverPowerCut : .serverKilledAtWrite) }
        if dice.happens(percent: 50) {
            fired(.serverKilledAfterCommit)
            server.restart()
        }
        server.disk.restart()
        countFates(server.disk, since: fates)
        try checkWholeServer()
    }

    /// The server's power goes while somebody decides.
    func decideAndCutPower() throws {
        let fates = server.disk.fates
        if dice.happens(percent: 50) {
            server.disk.cutPower(atSync: 1 + dice.below(3))
        } else {
            server.disk.kill(atWrite: 1 + dice.below(12))
        }
        switch dice.below(4) {
        case 0: try resolve()
        case 1: try reopen()
        case 2: try endQuarantine(admitting: true)
        default: try assignSomething()
        }
        if server.disk.isDown { server.restart() }
        server.disk.restart()
        countFates(server.disk, since: fates)
        try checkWholeServer()
    }

    // MARK: Time

    func jumpClock(of laptop: LaptopMachine) {
        let year: Int64 = 31_556_952_000
        let (kind, error): (FaultKind?, Int64) =
            switch dice.below(6) {
            case 0: (.clockIn1970, -clock.now + 3_600_000)
            case 1: (.clockIn2038, 2_147_483_648_000 - clock.now)
            case 2: (.clockTenYearsAhead, 10 * year)
            case 3: (nil, laptop.clock.error - dice.milliseconds(1...86_400_000))
            case 4: (nil, dice.milliseconds(-300_000...300_000))
            default: (nil, 0)
            }
        if let kind { fired(kind) }
        laptop.clock.set(error: error)
        note("\(laptop.name) shows \(laptop.clock.now)")
    }

    func setServerClockBack() {
        server.clock.set(error: -dice.milliseconds(1...3_600_000))
        fired(.serverClockBack)
        note("the server shows \(server.clock.now)")
    }
}
