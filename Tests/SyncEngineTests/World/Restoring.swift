import Foundation
import SyncModel
import SyncStore
import SyncTesting
import SyncWire

@testable import SyncEngine

/// A backup of an office's server.
struct Backup {
    let path: String
    let journal: UInt64
}

/// A server restored from a backup, and copies of the laptops that know the lost one: another course of the world.
final class RestoredOffice: Sendable {
    let store: Store
    let responder: Responder
    private let office: Office

    init(
        _ office: Office,
        from backup: Backup,
        keepsJournal: Bool = true,
        name: String = "restored"
    ) throws {
        self.office = office
        let path = office.path + "/\(name).db"
        try FileManager.default.copyItem(atPath: backup.path, toPath: path)
        let (clock, schemas) = (office.clock, office.schemas)
        func open() throws -> Store {
            try Store.open(at: path, side: .server, environment: clock.environment()) {
                try schemas.read($0)
            }
        }
        let fresh = try open()
        try fresh.beginEpoch(
            replaying: keepsJournal ? office.server.journal(after: backup.journal) : [],
            id: clock.identifier(),
            incarnation: IncarnationID(clock.identifier()),
            readSchema: { try schemas.read($0) }
        )
        fresh.close()
        store = try open()
        responder = office.responder.copy(over: store)
    }

    deinit { store.close() }

    /// The laptop's copy in this course.
    func access(_ laptop: Laptop) -> FileAccess {
        FileAccess(
            path: laptop.path + ".restored",
            environment: laptop.environment,
            schemas: office.schemas
        )
    }

    /// Copies a laptop as it stands.
    func take(_ laptop: Laptop) throws {
        try office.copy(laptop.path, to: laptop.path + ".restored")
    }

    /// Syncs the laptop's copy with the restored server.
    @discardableResult
    func sync(_ laptop: Laptop) async throws(SyncFailure) -> SyncReport {
        try await laptop.sync(
            over: UnreliableTransport(responder, nil, at: 0),
            access: access(laptop)
        )
    }
}

extension Office {
    /// Makes a backup of the server.
    func backUp(_ name: String = "backup") throws -> Backup {
        let file = path + "/\(name).db"
        _ = try server.copy(to: file)
        return Backup(path: file, journal: try server.journalHead().number)
    }
}

/// What people see of a server: every shown value, and every conflict with its candidates.
///
/// What `decide` shows may depend on the order of arrival, and is left out.
struct ServerView: Equatable, CustomStringConvertible {
    var lines: [String] = []

    init(_ store: Store) throws {
        for summary in try store.cases(includingDeleted: true) {
            guard let file = try store.caseFile(summary.id) else { continue }
            for record in file.records {
                lines.append("\(summary.id) \(record.address) alive \(record.isAlive)")
                for field in record.fields where field.value != .null {
                    if field.name == "release.on" { continue }
                    lines.append("\(summary.id) \(record.address) \(field.name)=\(field.value)")
                }
            }
        }
        for conflict in try store.conflicts(includingClosed: false, limit: 100_000, after: 0) {
            let values = conflict.candidates.map { "\($0.value)" }.sorted()
            lines.append(
                "conflict \(conflict.caseID) \(conflict.record) \(conflict.unit): \(values)"
            )
        }
        lines.sort()
    }

    /// What one view has and another has not.
    func differences(from other: ServerView) -> [String] {
        let (mine, theirs) = (Set(lines), Set(other.lines))
        return mine.subtracting(theirs).sorted().map { "only here: \($0)" }
            + theirs.subtracting(mine).sorted().map { "missing: \($0)" }
    }

    var description: String { lines.joined(separator: "\n") }
}
