import ArgumentParser
import Casework
import SyncEngine
import SyncModel
import SyncStore
import SyncWire

/// Sends what is unsent, and takes in what others changed.
struct Sync: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("sync", .helpSync, discussion: .helpSyncMore, aliases: ["synchroniseer"])
    }

    @Flag(name: .customLong("dry-run"), help: .message(.argDryRun))
    var isDryRun = false

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        let (identity, membership) = try session.member()
        if isDryRun { return try plan(session, membership) }
        guard let signingKey = SigningKey(seed: identity.signingSeed) else {
            throw CommandFailure(
                .disk,
                .identityDamaged,
                ["path": session.folder.identity],
                safety: .dataUntouched,
                next: .callHelpDesk
            )
        }
        let transport = try Connection.open(membership.url)
        let synchroniser = Synchroniser(
            access: FileStoreAccess(folder: session.folder),
            transport: transport,
            identity: LaptopIdentity(
                replica: identity.replica,
                signingKey: signingKey,
                serverKey: membership.serverKey
            ),
            now: { Outside.now() },
            readSchema: { try SchemaCache.read($0) }
        )
        let progress = ProgressLine(console: session.console, language: session.language)
        let report: SyncReport
        do {
            report = try await synchroniser.run { progress.show($0) }
            progress.end()
            await transport.close()
        } catch {
            progress.end()
            await transport.close()
            throw CommandFailure(
                error,
                server: membership.url,
                pending: Self.pending(session)
            )
        }
        try finish(report, identity, session)
    }

    /// How many changes wait; `nil` when the store cannot be read now.
    private static func pending(_ session: Session) -> Int? {
        // The sync failed already; that the count is unknown too is said by leaving it out.
        try? session.withStore { try $0.counts().pending }
    }

    private func finish(_ report: SyncReport, _ before: Identity, _ session: Session) throws {
        let now = Outside.now()
            .advanced(byMilliseconds: report.clockOffsetMilliseconds ?? 0)
        let (changes, notices, schema, incarnation) = try session.withStore { store in
            try store.setSetting(SettingName.lastSync, to: now.description)
            if let offset = report.clockOffsetMilliseconds {
                try store.setSetting(SettingName.clockOffset, to: String(offset))
            }
            return (
                try store.receipted(report.receipts),
                try store.notices(acknowledge: false).count, store.schema, store.incarnation
            )
        }
        var identity = before
        if let role = report.role { identity.membership?.role = role }
        // The store counts; the file beside it follows.
        identity.incarnation = incarnation
        if identity != before { try identity.save(session.folder) }
        let result = SyncResult(
            report: report,
            changes: changes,
            notices: notices,
            schema: schema
        )
        try session.answer(result.json, result.lines(session))
        guard !report.hasDiverged else {
            throw CommandFailure(.data, .diverged, safety: .divergedSafety, next: .callHelpDesk)
        }
    }

    /// Says what a sync would send; asks nothing of the server.
    private func plan(_ session: Session, _ membership: Identity.Membership) throws {
        let plan = try session.withStore { store in
            (
                counts: try store.counts(), cursor: try store.cursor(),
                epoch: try store.setting(SyncSetting.epoch).flatMap { Int64($0) },
                hash: try store.stateHash()
            )
        }
        let pending = plan.counts.pending
        try session.answer(
            .object([
                "dryRun": .bool(true), "pushed": .integer(Int64(pending)), "pulled": .integer(0),
                "receipts": .object([:]), "refused": .array([]), "contested": .array([]),
                "cursor": .optional(plan.cursor), "epoch": .optional(plan.epoch),
                "stateHash": .string(plan.hash.description), "diverged": .bool(false),
            ]),
            [
                session.text(
                    pending == 1 ? .dryRunOne : .dryRun,
                    ["count": String(pending), "server": membership.url]
                )
            ]
        )
    }
}
