internal import SyncModel

/// The statements of a run's hot paths, looked up once: their text is long, and finding it by text costs.
final class RunStatements {
    let addSave: Prepared
    let addStamp: Prepared
    let stamp: Prepared
    let append: Prepared
    let admit: Prepared
    let findCase: Prepared
    let versions: Prepared
    let putVersion: Prepared
    let contests: Prepared
    let putContest: Prepared
    let addConflict: Prepared
    let addRun: Prepared
    let updateCase: Prepared

    init(_ session: Session) throws {
        addSave = try session.prepare(SaveRow.insert)
        addStamp = try session.prepare(
            """
            INSERT INTO stamps (id, incarnation, first, position, author, written, ordered, save,
                "case", before)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        stamp = try session.prepare(
            """
            SELECT stamps.position, stamps.incarnation, stamps.first, saves.log - saves.first,
                stamps.ordered
            FROM stamps JOIN saves ON saves.id = stamps.save WHERE stamps.id = ?
            """
        )
        append = try session.prepare(
            """
            INSERT INTO log (id, save, record, unit, value, context, stamp, previous, status)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        admit = try session.prepare(
            """
            UPDATE log SET save = ?2, record = ?3, unit = ?4, value = ?5, context = ?6, stamp = ?7,
                previous = ?8, status = ?9 WHERE id = ?1
            """
        )
        findCase = try session.prepare(
            """
            SELECT cases.n, cases.number, cases.position, cases.hash, kind_case.alive,
                kind_case.version, cases.feed, assignments.user
            FROM kind_case CROSS JOIN cases ON cases.n = kind_case._n
                LEFT JOIN assignments ON assignments."case" = cases.n AND assignments.removed = 0
            WHERE kind_case.id = ?
            """
        )
        versions = try session.prepare("SELECT unit, stamp, seq FROM versions WHERE record = ?")
        putVersion = try session.prepare(
            "INSERT OR REPLACE INTO versions (record, unit, stamp, seq) VALUES (?, ?, ?, ?)"
        )
        addRun = try session.prepare(
            "INSERT INTO runs (incarnation, first, log) VALUES (?, ?, ?)"
        )
        updateCase = try session.prepare(
            "UPDATE cases SET position = ?, hash = ?, feed = ? WHERE n = ?"
        )
        contests = try session.prepare(
            "SELECT unit, last, live, conflict, generation FROM contests WHERE record = ?"
        )
        putContest = try session.prepare(ContestRow.insert)
        addConflict = try session.prepare(
            """
            INSERT INTO conflicts
                (id, "case", record, unit, version, generation, state, opened, body, feed)
            VALUES (?, ?, ?, ?, 1, 1, 'open', ?, x'', ?)
            """
        )
    }
}
