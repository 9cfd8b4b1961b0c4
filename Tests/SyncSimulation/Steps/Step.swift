/// One step of a run: what is done, and the seed of its own random choices.
///
/// A step's choices do not depend on the steps before it, so that a failing run can be shrunk by leaving steps out.
struct Step: Equatable {
    var kind: StepKind
    var salt: UInt64
}

/// What can be done in a step.
enum StepKind: String, CaseIterable {
    // A person at a laptop.
    case open, saveForm, saveNow, newCase, newRecord, naturalRecord, deleteOrRestore, closeProgram
    // A sync.
    case sync, syncOverBadLine, syncAndKill, syncAndCutPower, syncOnBadDisk, lateMessage
    // Machines.
    case killLaptop, cutLaptopPower, saveOnBadDisk, saveAndCutPower, killServer, cutServerPower
    case syncOnBadServerDisk, syncAndKillServer
    // The office.
    case resolve, resolveStale, resolveAll, undo, reopen, admit, refuse, decideAndCutPower
    case assign, unassign, changeRole, disableUser, publishSchema
    // Time.
    case pass, jumpClock, yearAway, serverClockBack
    // Others.
    case poison, forge, stranger
    // Identity: waits for recovery (child incarnations, epochs).
    case restoreLaptop, cloneLaptop, backupServer, restoreServer

    /// How often a step of this kind is chosen, in a run in which nothing is left out.
    var weight: Int {
        switch self {
        case .open: 60
        case .saveForm: 80
        case .saveNow: 160
        case .newCase: 8
        case .newRecord: 20
        case .naturalRecord: 20
        case .deleteOrRestore: 14
        case .closeProgram: 6
        case .sync: 130
        case .syncOverBadLine: 60
        case .syncAndKill: 25
        case .syncAndCutPower: 15
        case .syncOnBadDisk: 12
        case .lateMessage: 10
        case .killLaptop, .cutLaptopPower: 6
        case .saveOnBadDisk: 14
        case .saveAndCutPower: 12
        case .killServer, .cutServerPower: 4
        case .syncOnBadServerDisk: 10
        case .syncAndKillServer: 16
        case .resolve: 40
        case .resolveStale, .resolveAll, .undo: 6
        case .reopen: 10
        case .admit, .refuse: 10
        case .decideAndCutPower: 6
        case .assign, .unassign: 12
        case .changeRole: 5
        case .disableUser: 1
        case .publishSchema: 5
        case .pass: 30
        case .jumpClock: 10
        case .yearAway: 1
        case .serverClockBack: 2
        case .poison: 6
        case .forge: 6
        case .stranger: 4
        case .restoreLaptop, .cloneLaptop, .backupServer, .restoreServer: 0
        }
    }

    /// Steps without which a run shows nothing.
    var isEssential: Bool {
        switch self {
        case .saveNow, .sync, .saveForm, .open: true
        default: false
        }
    }
}

extension Step {
    /// The steps of a seed: in each run some kinds are left out and some come more often.
    ///
    /// Source: Groce et al., "Swarm Testing", ISSTA 2012.
    static func plan(seed: UInt64, count: Int) -> [Step] {
        var dice = SeededRandom(seed: seed, part: 1)
        var wheel: [StepKind] = []
        for kind in StepKind.allCases {
            let turn = dice.below(10)
            let factor = kind.isEssential ? max(1, turn / 3) : (turn < 3 ? 0 : (turn < 8 ? 1 : 4))
            wheel += Array(repeating: kind, count: kind.weight * factor)
        }
        return (0..<count).map { _ in
            Step(kind: wheel[dice.below(wheel.count)], salt: dice.next())
        }
    }
}
