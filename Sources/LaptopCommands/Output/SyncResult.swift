import Casework
import SyncEngine
import SyncModel
import SyncStore

/// What a sync did, as `sync` prints it.
struct SyncResult {
    let report: SyncReport
    /// The own changes that were answered, with what is shown now.
    let changes: [ReceiptedChange]
    /// How many notices were not yet acknowledged.
    let notices: Int
    /// What declares the types of the values.
    let schema: Schema

    private var refused: [ReceiptedChange] {
        changes.filter { $0.receipt.outcome == .quarantined || $0.receipt.outcome == .refused }
    }

    private var contested: [ReceiptedChange] {
        changes.filter {
            $0.receipt.outcome == .conflictShown || $0.receipt.outcome == .conflictBeaten
        }
    }

    /// The document of `sync --json`.
    var json: JSONValue {
        var receipts: [String: JSONValue] = [:]
        for receipt in report.receipts {
            let count = receipts[receipt.status.rawValue]?.integer ?? 0
            receipts[receipt.status.rawValue] = .integer(count + 1)
        }
        return .object([
            "pushed": .integer(Int64(report.pushed)),
            "pulled": .integer(Int64(report.pulled)),
            "receipts": .object(receipts),
            "refused": .array(
                refused.map { change in
                    .object(
                        place(of: change).merging([
                            "reason": .string(change.receipt.reason ?? ""),
                            "status": .string(change.receipt.outcome.rawValue),
                            "value": json(change.mine, of: change),
                        ]) { $1 }
                    )
                }
            ),
            "contested": .array(
                contested.map { change in
                    .object(
                        place(of: change).merging([
                            "mine": json(change.mine, of: change),
                            "shown": json(change.shown, of: change),
                        ]) { $1 }
                    )
                }
            ),
            "cursor": .string(report.cursor),
            "epoch": .integer(Int64(report.epoch)),
            "stateHash": .string(report.stateHash.description),
            "diverged": .bool(report.hasDiverged),
            "notices": .integer(Int64(notices)),
            "restored": .bool(report.wasRestored),
            "clockOffsetMs": .optional(report.clockOffsetMilliseconds),
        ])
    }

    private func json(_ value: Value, of change: ReceiptedChange) -> JSONValue {
        JSONValue(value, of: change.unit, in: change.record.kind, by: schema)
    }

    private func place(of change: ReceiptedChange) -> [String: JSONValue] {
        [
            "case": .string(change.caseNumber), "caseId": .string(change.caseID.description),
            "record": .string(change.record.description), "field": .string(change.unit),
        ]
    }

    /// The lines for people.
    func lines(_ session: Session) -> [String] {
        let console = session.console
        let mark = Style.good.apply(to: Symbol.done, colour: console.colour)
        var lines = [
            "\(mark) "
                + session.text(
                    .synced,
                    ["pushed": String(report.pushed), "pulled": String(report.pulled)]
                )
        ]
        if report.wasRestored { lines.append(session.text(.syncRestored)) }
        if !contested.isEmpty {
            lines.append(
                "\(Symbol.contested) "
                    + session.text(
                        contested.count == 1 ? .syncContestedOne : .syncContested,
                        ["count": String(contested.count)]
                    )
            )
            var table = Table()
            for change in contested {
                table.add([
                    Table.Cell("  \(change.caseNumber)", .bold), Table.Cell(name(of: change)),
                    Table.Cell(
                        session.text(
                            .mineAndShown,
                            [
                                "mine": ValueText.text(change.mine, of: change.unit, session),
                                "shown": ValueText.text(change.shown, of: change.unit, session),
                            ]
                        )
                    ),
                ])
            }
            lines += table.lines(columns: console.columns, colour: console.colour)
        }
        if !refused.isEmpty {
            lines.append(
                "\(Symbol.quarantined) "
                    + session.text(
                        refused.count == 1 ? .syncRefusedOne : .syncRefused,
                        ["count": String(refused.count)]
                    )
            )
            var table = Table()
            for change in refused {
                table.add([
                    Table.Cell("  \(change.caseNumber)", .bold), Table.Cell(name(of: change)),
                    Table.Cell(ReasonText.text(change.receipt.reason ?? "", session)),
                ])
            }
            lines += table.lines(columns: console.columns, colour: console.colour)
        }
        if notices > 0 { lines.append(session.text(.syncNotices, ["count": String(notices)])) }
        return lines
    }

    private func name(of change: ReceiptedChange) -> String {
        change.record == .caseFile ? change.unit : "\(change.record) \(change.unit)"
    }
}
