internal import SyncModel
internal import SyncWire

@testable internal import SyncEngine
@testable internal import SyncStore

// A laptop syncs.
extension Simulation {
    /// Enrols a laptop with a code, as `sluis enrol` does.
    func enrol(_ laptop: LaptopMachine) throws {
        if roles[laptop.user] != nil {
            try hireOnServer(laptop)
        }
        let code = try invitation(for: laptop.user)
        let request = EnrolRequest(
            code: code,
            replica: laptop.replica,
            incarnation: laptop.incarnation,
            deviceName: laptop.name,
            signingKey: laptop.key.publicKey,
            sealingKey: [UInt8](repeating: 1, count: 32)
        )
        let (line, key) = (
            SimulatedLine(simulation: Confined(self), laptop: laptop.index), laptop.key
        )
        let answer = OneThread.run { () -> Result<Enrolment, SyncFailure> in
            do throws(SyncFailure) {
                return .success(try await SyncEngine.enrol(request, over: line, key: key))
            } catch {
                return .failure(error)
            }
        }
        guard let enrolment = try answer?.get() else {
            throw Violation(invariant: "I17", detail: "an enrolment that does not end")
        }
        try laptop.create(schema: try schemas.schema(enrolment.schema))
        if let numbers = enrolment.numbers { try laptop.opened().addNumbers(numbers) }
        laptop.isEnrolled = true
    }

    /// Runs a sync to its end, or to where it breaks.
    ///
    /// - Returns: What it did; `nil` when it broke off.
    @discardableResult
    func sync(_ laptop: LaptopMachine, changesMax: Int = 200) throws -> SyncReport? {
        note("\(laptop.name) syncs")
        laptop.asked = 0
        do {
            laptop.maybeSent = try laptop.opened().head().seq
        } catch {
            try survive(error, on: laptop)
            return nil
        }
        laptop.livesInSync = laptop.lives
        let hook = laptop.stepHook
        laptop.stepHook = { [unowned self, unowned laptop] isAfter in
            if isAfter { try tookIn(laptop) }
            try hook?(isAfter)
        }
        defer { laptop.stepHook = nil }
        let clock = laptop.clock
        let schemas = schemas
        let synchroniser = Synchroniser(
            access: MachineAccess(laptop: Confined(laptop)),
            transport: SimulatedLine(simulation: Confined(self), laptop: laptop.index),
            identity: laptop.identity,
            now: { clock.now },
            readSchema: { try schemas.schema($0) },
            changesMax: changesMax,
            compareHeadsMax: 100
        )
        let answer = OneThread.run { () -> Result<SyncReport, SyncFailure> in
            do throws(SyncFailure) {
                return .success(try await synchroniser.run { _ in })
            } catch {
                return .failure(error)
            }
        }
        if let violation { throw violation }
        switch answer {
        case nil: throw Violation(invariant: "I17", detail: "a sync that does not end")
        case .failure(let failure):
            try broke(failure, laptop)
            return nil
        case .success(let report):
            try ended(report, laptop)
            return report
        }
    }

    /// The laptop's store took a step; a page that had arrived is in now.
    private func tookIn(_ laptop: LaptopMachine) throws {
        guard let page = lines[laptop.index].arriving else { return }
        lines[laptop.index].arriving = nil
        learn(page, laptop)
    }

    private func learn(_ page: PageOnTheWay, _ laptop: LaptopMachine) {
        for (id, accepted) in page.cases { laptop.knowledge[id] = accepted }
        for dot in page.ended { laptop.ended.insert(dot) }
        for id in page.removed { laptop.leaving.insert(id) }
        for (id, _) in page.cases { laptop.leaving.remove(id) }
        if page.isLast { laptop.scope = page.scope ?? Set(cases) }
    }

    /// A sync broke off: the program may have ended, and a page may be in or not.
    private func broke(_ failure: SyncFailure, _ laptop: LaptopMachine) throws {
        note("  broke off: \(describe(failure))")
        if laptop.disk.isDown || laptop.disk.failures > laptop.failuresSeen || isKilled(failure) {
            laptop.failuresSeen = laptop.disk.failures
            laptop.restart()
        }
        if let page = lines[laptop.index].arriving {
            lines[laptop.index].arriving = nil
            let cursor = try laptop.opened().cursor()
            if let cursor, cursor.utf8.elementsEqual(page.cursor.utf8) { learn(page, laptop) }
        }
        // It may have marked more as sent than it came to send.
        laptop.maybeSent = try laptop.opened().head().seq
        try noticePurges(laptop)
        laptop.refusal = nil
        if case .refused(let refusal) = failure { try checkRefusal(refusal, laptop) }
        lines[laptop.index].inbox = []
    }

    /// Cases that left the user's scope are gone from the laptop, with what the server did not take of them.
    private func noticePurges(_ laptop: LaptopMachine) throws {
        guard !laptop.leaving.isEmpty else { return }
        let held = Set(try laptop.opened().cases(includingDeleted: true).map(\.id))
        for id in laptop.leaving.subtracting(held) {
            laptop.leaving.remove(id)
            laptop.knowledge[id] = nil
            laptop.gone.formUnion(laptop.own[id] ?? .none)
        }
    }

    private func describe(_ failure: SyncFailure) -> String {
        switch failure {
        case .transport(let error): "transport \(error.code)"
        case .wire(let error): "wire \(error.code)"
        case .refused(let refusal): "refused \(refusal.code) \(refusal.detail)"
        case .store(let error): "store \(error.code)"
        }
    }

    private func isKilled(_ failure: SyncFailure) -> Bool {
        if case .store(let error) = failure { return error.code == .unknown }
        return false
    }

    private func ended(_ report: SyncReport, _ laptop: LaptopMachine) throws {
        note("  synced: \(report.pushed) pushed, \(report.pulled) pulled, \(report.stateHash)")
        try noticePurges(laptop)
        try require(!report.hasDiverged, "I2", "\(laptop.name) and the server differ")
        laptop.refusal = nil
        if let role = report.role { laptop.role = role }
        try checkScope(of: laptop)
    }
}
