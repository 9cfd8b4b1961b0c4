internal import Casework
internal import SyncModel

@testable internal import MergeOracle
@testable internal import ServerCore
@testable internal import SyncStore

// What the office does: people, cases, schema, quarantine.
extension Simulation {
    /// Adds a laptop's user on the server, unless he is there.
    func hireOnServer(_ laptop: LaptopMachine) throws {
        guard let role = roles[laptop.user] else { return }
        _ = try server.run(UserAdd(user: laptop.user, role: role.rawValue))
    }

    /// A code for a user's device.
    func invitation(for user: String) throws -> String {
        guard case .string(let code)? = try server.run(Invite(user: user))["code"] else {
            throw Violation(invariant: "I28", detail: "an invitation without a code")
        }
        return code
    }

    /// Runs a command on the server.
    ///
    /// - Returns: What it answers; `nil` when it was rightly refused or its disk failed.
    func run(_ command: some OperatorCommand) throws -> JSONValue? {
        let failures = server.disk.failures
        let answer: JSONValue
        do {
            answer = try server.run(command)
        } catch let error as OperatorError {
            return try refused(error, failures)
        } catch let error as StoreError {
            return try refused(OperatorError(storeFailure: error), failures)
        }
        if server.disk.isDown { server.restart() }
        return answer
    }

    private func refused(_ error: OperatorError, _ failures: Int) throws -> JSONValue? {
        note("  refused: \(error.code.rawValue)")
        let isFault = server.disk.isDown || server.disk.failures > failures
        switch error.code {
        case .notSaved, .unknownOutcome, .damaged, .failure, .noServer:
            try require(isFault, "I28", "a command failed on a sound disk: \(error)")
        default: break
        }
        if isFault {
            server.restart()
            _ = try server.opened()
        }
        return nil
    }

    /// Gives a case to a user.
    func assign(_ caseID: CaseID, to user: String) throws {
        note("office assigns \(caseID.description.suffix(4)) to \(user)")
        guard try run(Assign(caseName: caseID.description, user: user)) != nil else {
            // The server's disk may have failed after the commit.
            if try isAssigned(caseID, user) { assigned[caseID, default: []].insert(user) }
            return
        }
        if assigned[caseID]?.contains(user) == false, step > 0 { fired(.accessGivenBack) }
        assigned[caseID, default: []].insert(user)
    }

    private func isAssigned(_ caseID: CaseID, _ user: String) throws -> Bool {
        guard history.accepted[caseID] != nil else { return false }
        return try server.opened().assigned(caseID).contains { $0.utf8.elementsEqual(user.utf8) }
    }

    func assignSomething() throws {
        guard let caseID = dice.pick(cases), let laptop = dice.pick(laptops),
            !disabled.contains(laptop.user)
        else { return }
        try assign(caseID, to: laptop.user)
    }

    func unassignSomething() throws {
        guard let caseID = dice.pick(cases), let laptop = dice.pick(laptops) else { return }
        note("office takes \(caseID.description.suffix(4)) from \(laptop.user)")
        let command = Unassign(caseName: caseID.description, user: laptop.user)
        if try run(command) == nil {
            let isTaken = try history.accepted[caseID] != nil && !isAssigned(caseID, laptop.user)
            guard isTaken else { return }
        }
        if laptop.role == .counsellor { fired(.accessRemoved) }
        assigned[caseID]?.remove(laptop.user)
    }

    func changeRole() throws {
        guard let laptop = dice.pick(laptops), !disabled.contains(laptop.user),
            let role = dice.pick([Role.counsellor, .coordinator, .benefitOfficer])
        else { return }
        note("office makes \(laptop.user) \(role.rawValue)")
        guard try run(UserRole(user: laptop.user, role: role.rawValue)) != nil else { return }
        if roles[laptop.user] != role { fired(.roleChanged) }
        roles[laptop.user] = role
    }

    func disableUser() throws {
        guard let laptop = laptops.last, laptops.count > 2, disabled.isEmpty else { return }
        note("office disables \(laptop.user)")
        guard try run(UserDisable(user: laptop.user)) != nil else { return }
        disabled.insert(laptop.user)
        fired(.userDisabled)
    }

    func publishSchema() throws {
        guard schemaVersion < OfficeSchema.last else { return }
        let text = OfficeSchema.text(version: schemaVersion + 1)
        note("office publishes schema \(schemaVersion + 1)")
        guard try run(SchemaPublish(file: "office.yaml", text: text)) != nil else {
            let version = try server.opened().schema.version
            if version > schemaVersion { try published(version) }
            return
        }
        try published(schemaVersion + 1)
    }

    private func published(_ version: UInt32) throws {
        schemaVersion = version
        learnGroups(of: try schema())
        fired(.schemaPublished)
    }

    // MARK: Quarantine

    /// Admits or refuses a change that was kept aside.
    func endQuarantine(admitting: Bool) throws {
        let before = try waiting()
        guard let stray = dice.pick(before) else { return }
        note("office \(admitting ? "admits" : "refuses") \(stray.dot.seq) of the quarantine")
        let id = String(stray.log)
        if admitting {
            _ = try run(QuarantineAdmit(id: id))
        } else {
            _ = try run(QuarantineRefuse(id: id, reason: "no"))
        }
        let after = Set(try waiting().map(\.log))
        var touched: Set<UnitName> = []
        for ended in before where !after.contains(ended.log) {
            guard let number = history.numbers[ended.dot] else { continue }
            if admitting {
                let flaw = history.writes[number].flaw
                try require(flaw != .poison, "I18", "poison was admitted")
                touched.formUnion(history.accept(number))
            } else {
                history.setFate(number, .refused)
            }
        }
        try checkServer(touched)
    }

    /// What waits in the quarantine: the log row and the change.
    func waiting() throws -> [(log: Int64, dot: Dot)] {
        try server.opened().read { session in
            try session.strays(Stray.waiting) { _ in }.map { ($0.log, $0.change.dot) }
        }
    }
}
