import ArgumentParser
import Casework
import Glibc
import SyncEngine
import SyncModel
import SyncStore
import SyncWire
import TransportHTTP

/// Connects this laptop with the server by a one-time code.
struct Enrol: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("enrol", .helpEnrol, discussion: .helpEnrolMore, aliases: ["aanmelden", "enroll"])
    }

    @Argument(help: .message(.argURL))
    var url: String

    @Option(help: .message(.argCode))
    var code: String

    @Option(help: .message(.argDevice, valueName: "name"))
    var device: String?

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        let address = try ServerAddress.check(url)
        let identity = try prepare(session, hostName: Outside.hostName)
        let (signingKey, sealingKey) = try keys(of: identity, session)
        let request = EnrolRequest(
            code: code,
            replica: identity.replica,
            incarnation: identity.incarnation,
            deviceName: identity.deviceName,
            signingKey: signingKey.publicKey,
            sealingKey: sealingKey
        )
        let transport = try Connection.open(address)
        let enrolment: Enrolment
        do {
            enrolment = try await SyncEngine.enrol(request, over: transport, key: signingKey)
            await transport.close()
        } catch {
            await transport.close()
            throw CommandFailure(error, server: address, pending: nil)
        }
        try keep(enrolment, identity, address, session)
        try report(enrolment, identity, address, session)
    }

    /// Takes the ids and keys that stand in the folder, or makes and writes them.
    private func prepare(_ session: Session, hostName: String) throws(CommandFailure) -> Identity {
        let folder = session.folder
        try folder.make()
        if var identity = try Identity.load(folder) {
            if let device { identity.deviceName = device }
            return identity
        }
        let identity = Identity.generate(deviceName: device ?? hostName)
        try identity.save(folder)
        return identity
    }

    private func keys(of identity: Identity, _ session: Session) throws(CommandFailure)
        -> (SigningKey, [UInt8])
    {
        guard let signingKey = SigningKey(seed: identity.signingSeed),
            let sealingKey = identity.sealingKey
        else {
            throw CommandFailure(
                .disk,
                .identityDamaged,
                ["path": session.folder.identity],
                safety: .dataUntouched,
                next: .callHelpDesk
            )
        }
        return (signingKey, sealingKey)
    }

    /// Makes the store, or takes the new enrolment into the one that is there, and then writes the identity.
    private func keep(
        _ enrolment: Enrolment,
        _ before: Identity,
        _ address: String,
        _ session: Session
    ) throws {
        if let old = before.membership, old.server != enrolment.server {
            throw CommandFailure(
                .notAllowed,
                .otherServer,
                ["server": old.url],
                safety: .dataUntouched,
                next: .otherFolder
            )
        }
        let schema: Schema
        do {
            schema = try SchemaReader.read(enrolment.schema, file: "schema")
        } catch {
            throw CommandFailure(
                .data,
                .schemaRefused,
                ["detail": error.reason],
                safety: .dataUntouched,
                next: .callHelpDesk
            )
        }
        if before.membership == nil { removeLeftovers(session.folder) }
        if DataFolder.exists(session.folder.store) {
            try session.withStore { store in
                if schema.version > store.schema.version { try store.publish(schema) }
                if let numbers = enrolment.numbers { try store.addNumbers(numbers) }
            }
        } else {
            try create(schema, enrolment, before, session)
        }
        var identity = before
        identity.membership = Identity.Membership(
            url: address,
            server: enrolment.server,
            serverKey: enrolment.serverKey,
            user: enrolment.user,
            role: enrolment.role
        )
        try identity.save(session.folder)
    }

    /// Removes the store of an enrolment that was cut off: no command can have written into it.
    private func removeLeftovers(_ folder: DataFolder) {
        for suffix in ["", "-wal", "-shm", ".mark"] { unlink(folder.store + suffix) }
    }

    private func create(
        _ schema: Schema,
        _ enrolment: Enrolment,
        _ identity: Identity,
        _ session: Session
    ) throws {
        try StoreLock.hold(session.folder.lock) {
            do throws(StoreError) {
                let store = try Store.create(
                    at: session.folder.store,
                    side: .laptop,
                    schema: schema,
                    replica: identity.replica,
                    incarnation: identity.incarnation,
                    environment: Outside.storeEnvironment
                )
                defer { store.close() }
                if let numbers = enrolment.numbers { try store.addNumbers(numbers) }
            } catch {
                throw CommandFailure(error)
            }
        }
    }

    private func report(
        _ enrolment: Enrolment,
        _ identity: Identity,
        _ address: String,
        _ session: Session
    ) throws {
        try session.answer(
            .object([
                "replica": .string(identity.replica.description),
                "user": .string(enrolment.user),
                "role": .string(enrolment.role.rawValue),
                "server": .string(address),
                "serverId": .string(enrolment.server.description),
                "device": .string(identity.deviceName),
            ]),
            [
                "\(Symbol.done) "
                    + session.text(
                        .enrolled,
                        [
                            "device": identity.deviceName, "user": enrolment.user,
                            "role": enrolment.role.rawValue,
                        ]
                    ),
                "  " + session.text(.enrolledNext),
            ]
        )
    }
}
