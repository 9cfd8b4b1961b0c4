public import Casework
internal import SyncStore

/// Checks the invariants that the server can check alone.
public struct Check: OperatorCommand {
    /// The words of the command line.
    public static let name = "check"

    /// Makes the command.
    public init() {}

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        var reports = try desk.stored { () throws(StoreError) in try desk.store.check() }
        let fault = try desk.stored { () throws(StoreError) in
            try desk.store.setting(JournalKeeper.faultSetting)
        }
        reports.append(InvariantReport(name: "journal", ok: fault == nil, detail: fault ?? ""))
        return .object([
            "ok": .bool(reports.allSatisfy(\.ok)),
            "invariants": .array(
                reports.map { report in
                    .object([
                        "name": .string(report.name), "ok": .bool(report.ok),
                        "detail": .string(report.detail),
                    ])
                }
            ),
        ])
    }
}
