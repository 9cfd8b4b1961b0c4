import ArgumentParser
import Casework
import SyncModel
import SyncStore
import SyncWire

/// Writes the unsent changes of a damaged store into a file, sealed for the server.
struct Rescue: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("rescue", .helpRescue, discussion: .helpRescueMore, aliases: ["redden"])
    }

    @Argument(help: .message(.argRescueFile))
    var file: String

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        let (identity, membership) = try session.member()
        guard let key = SigningKey(seed: identity.signingSeed) else {
            throw CommandFailure(
                .disk,
                .identityDamaged,
                ["path": session.folder.identity],
                safety: .dataUntouched,
                next: .callHelpDesk
            )
        }
        guard let recipient = membership.sealingKey else {
            throw CommandFailure(
                .notAllowed,
                .noSealingKey,
                safety: .damagedSafety,
                next: .callHelpDesk
            )
        }
        guard !DataFolder.exists(file) else {
            throw CommandFailure(
                .data,
                .fileExists,
                ["path": file],
                safety: .nothingWritten,
                next: .otherFile
            )
        }
        let found = try Self.read(session.folder, identity, membership)
        var sealed = SealedUploads(sender: identity.replica, key: key, recipient: recipient)
        for saves in found.uploads { try sealed.add(saves) }
        try DurableFile.write(
            SealedEnvelopes.file(of: sealed.parts),
            to: file,
            in: Self.folder(of: file)
        )
        try report(found, session)
    }

    private static func read(
        _ folder: DataFolder,
        _ identity: Identity,
        _ membership: Identity.Membership
    ) throws -> RescuedChanges {
        func rescue() throws -> RescuedChanges {
            do throws(StoreError) {
                return try Store.rescue(
                    at: folder.store,
                    incarnation: identity.incarnation,
                    author: membership.user,
                    role: membership.role
                )
            } catch {
                throw CommandFailure(.data, .nothingToRescue, safety: .dataUntouched)
            }
        }
        do {
            return try StoreLock.hold(folder.lock, rescue)
        } catch let failure as CommandFailure where failure.exit == .disk {
            // On a disk that takes no lock, no other command writes either: each takes the lock first.
            return try rescue()
        }
    }

    private static func folder(of file: String) -> String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    private func report(_ found: RescuedChanges, _ session: Session) throws {
        let isWhole = found.isWhole && found.missing == 0
        let values = ["count": String(found.changes), "path": file]
        let next =
            found.uploads.isEmpty
            ? [] : [session.text(.rescuedNext, values), session.text(.rescuedAfter)]
        try session.answer(
            .object([
                "changes": .integer(Int64(found.changes)),
                "missing": .integer(Int64(found.missing)),
                "whole": .bool(isWhole),
                "file": .string(file),
            ]),
            [
                "\(Symbol.done) "
                    + session.text(found.changes == 1 ? .rescuedOne : .rescued, values)
            ] + next.map { "  " + $0 }
        )
        guard isWhole else {
            throw CommandFailure(
                .data,
                .rescueNotWhole,
                ["count": String(found.missing)],
                safety: .damagedSafety,
                next: .callHelpDesk
            )
        }
    }
}

/// The uploads of a rescue, each signed and sealed by itself.
private struct SealedUploads {
    /// What fits the server's control socket in base 64.
    private static let envelopeBytesMax = 16 << 20

    let sender: ReplicaID
    let key: SigningKey
    let recipient: [UInt8]
    private(set) var parts: [[UInt8]] = []

    init(sender: ReplicaID, key: SigningKey, recipient: [UInt8]) {
        (self.sender, self.key, self.recipient) = (sender, key, recipient)
    }

    /// Adds saves that follow each other; in two halves when they are too large together.
    mutating func add(_ saves: [Save]) throws(CommandFailure) {
        do throws(WireError) {
            let envelope = try Envelope.seal(
                .push(PushRequest(clockOffsetMilliseconds: nil, saves: saves)),
                sender: sender,
                number: UInt64(parts.count + 1),
                key: key
            )
            guard saves.count == 1 || envelope.bytes.count <= Self.envelopeBytesMax else {
                throw WireError(.tooLarge)
            }
            parts.append(try envelope.sealed(to: recipient))
        } catch  where error.code == .tooLarge && saves.count > 1 {
            let half = saves.count / 2
            try add(Array(saves[..<half]))
            try add(Array(saves[half...]))
        } catch {
            throw CommandFailure(
                .bug,
                .bug,
                ["detail": error.detail],
                safety: .damagedSafety,
                next: .callHelpDesk
            )
        }
    }
}
