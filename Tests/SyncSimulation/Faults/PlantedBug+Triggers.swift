@testable internal import SyncStore

// Bugs that stand in the stores as triggers.
extension PlantedBug {
    /// Puts what is wrong into the stores.
    func plant(in simulation: Simulation) throws {
        if let trigger = laptopTrigger {
            for laptop in simulation.laptops {
                try laptop.opened().read { try $0.execute("CREATE TRIGGER planted " + trigger) }
            }
        }
        if let trigger = serverTrigger {
            try simulation.server.opened().read {
                try $0.execute("CREATE TRIGGER planted " + trigger)
            }
        }
    }

    private static let ignore = "BEGIN SELECT RAISE(IGNORE); END"

    private var laptopTrigger: String? {
        switch self {
        case .voidNotVoided:
            """
            AFTER INSERT ON log WHEN NEW.state = 0
            BEGIN UPDATE log SET state = NULL WHERE seq = NEW.seq; END
            """
        case .sentNotMarked:
            "BEFORE INSERT ON settings WHEN NEW.name = 'laptop.sentThrough' " + Self.ignore
        case .purgeBeforePush:
            "AFTER INSERT ON leaving BEGIN DELETE FROM log WHERE state IS NULL; END"
        case .groupHalfWritten:
            """
            AFTER UPDATE OF risk_reason ON kind_case
            WHEN NEW.risk_reason IS NOT OLD.risk_reason AND NEW.risk_level IS NOT OLD.risk_level
            BEGIN UPDATE kind_case SET risk_level = OLD.risk_level WHERE _n = NEW._n; END
            """
        case .receiptDropsChange:
            """
            AFTER UPDATE OF state ON log WHEN NEW.state BETWEEN 1 AND 8
            BEGIN DELETE FROM log WHERE seq = NEW.seq; END
            """
        case .overflowTraps:
            """
            BEFORE INSERT ON log WHEN NEW.seq = 31
            BEGIN SELECT RAISE(ABORT, 'overflow'); END
            """
        case .beneathLost: "BEFORE INSERT ON beneath " + Self.ignore
        case .parkedLost: "BEFORE INSERT ON parked " + Self.ignore
        case .purgedNumberReused:
            "BEFORE INSERT ON settings WHEN NEW.name = 'laptop.purgedNumber' " + Self.ignore
        default: nil
        }
    }

    private var serverTrigger: String? {
        switch self {
        case .lettersLost: "BEFORE INSERT ON letters " + Self.ignore
        case .unassignForgotten:
            "BEFORE UPDATE ON assignments WHEN NEW.removed = 1 AND OLD.removed = 0 " + Self.ignore
        case .disabledStillServed: "BEFORE INSERT ON users WHEN NEW.enabled = 0 " + Self.ignore
        case .roleForgotten:
            """
            BEFORE INSERT ON users
            WHEN EXISTS (SELECT 1 FROM users WHERE name = NEW.name AND role <> NEW.role)
            """ + " " + Self.ignore
        case .deletionConflictForgotten:
            """
            AFTER INSERT ON conflicts
            WHEN NEW.unit IN (SELECT id FROM names WHERE name = 'alive') AND NEW.state = 'open'
            BEGIN UPDATE conflicts SET state = 'settled' WHERE id = NEW.id; END
            """
        case .conflictForgotten:
            """
            AFTER INSERT ON conflicts WHEN NEW.id % 5 = 0 AND NEW.state = 'open'
            BEGIN UPDATE conflicts SET state = 'settled' WHERE id = NEW.id; END
            """
        case .strayDropped:
            "AFTER INSERT ON strays WHEN NEW.reason NOT NULL BEGIN DELETE FROM strays WHERE log = NEW.log; END"
        case .feedForgets:
            """
            AFTER UPDATE OF feed ON cases WHEN NEW.feed % 5 = 0
            BEGIN UPDATE cases SET feed = OLD.feed WHERE n = NEW.n; END
            """
        case .receivedGoesBack:
            "BEFORE INSERT ON settings WHEN NEW.name = 'server.received' " + Self.ignore
        case .hashForgotten:
            """
            AFTER UPDATE OF hash ON cases WHEN NEW.feed % 3 = 0
            BEGIN UPDATE cases SET hash = OLD.hash WHERE n = NEW.n; END
            """
        case .coversForgotten: "BEFORE INSERT ON decisions " + Self.ignore
        default: nil
        }
    }
}
