import ArgumentParser
import Casework
import SyncEngine
import SyncModel
import SyncStore

/// Checks the store on this laptop, invariant by invariant.
struct Check: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("check", .helpCheck, aliases: ["controle"])
    }

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        _ = try session.member()
        let reports = try session.withStore { store in
            try store.check() + [Self.agreement(try store.setting(SyncSetting.diverged) == "1")]
        }
        let isSound = reports.allSatisfy(\.ok)
        let document = JSONValue.object([
            "ok": .bool(isSound),
            "invariants": .array(
                reports.map { report in
                    .object([
                        "name": .string(report.name), "ok": .bool(report.ok),
                        "detail": .string(report.detail),
                    ])
                }
            ),
        ])
        var table = Table()
        for report in reports {
            table.add([
                Table.Cell(
                    report.ok ? Symbol.done : Symbol.deleted,
                    report.ok ? .good : .bad
                ),
                Table.Cell(report.name), Table.Cell(report.detail, .dim),
            ])
        }
        let lines = table.lines(columns: session.console.columns, colour: session.console.colour)
        try session.answer(document, lines + [session.text(isSound ? .checkOK : .checkBad)])
        guard isSound else {
            throw CommandFailure(.data, .checkFailed, safety: .damagedSafety, next: .callHelpDesk)
        }
    }

    /// Whether the last sync ended with the server's hash equal to this laptop's: the store alone cannot see it.
    private static func agreement(_ hasDiverged: Bool) -> InvariantReport {
        InvariantReport(
            name: "agreement",
            ok: !hasDiverged,
            detail: hasDiverged ? "the server holds other values than this laptop" : ""
        )
    }
}
