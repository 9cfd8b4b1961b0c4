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
        let (applicant, enrolment): (Applicant, Enrolment)
        do {
            (applicant, enrolment) = try await admit(session, address)
        } catch let failure as SyncFailure {
            throw CommandFailure(failure, server: address, pending: nil)
        }
        try keep(enrolment, applicant, address, session)
        try report(enrolment, applicant.identity, address, session)
    }

    /// Asks to be admitted; once more as another replica when the server says that a copy of this one is at work.
    private func admit(
        _ session: Session,
        _ address: String
    ) async throws -> (Applicant, Enrolment) {
        let applicant = try Applicant.prepare(session, device: device, hostName: Outside.hostName)
        do {
            return (applicant, try await ask(applicant, address))
        } catch SyncFailure.refused(let refusal) where refusal.code == .clone {
            // This copy had not heard of it yet; the code was not used up.
            try session.withStore { try Clones.note(in: $0) }
            let fresh = try Applicant.prepare(session, device: device, hostName: Outside.hostName)
            return (fresh, try await ask(fresh, address))
        }
    }

    /// Sends the request.
    private func ask(_ applicant: Applicant, _ address: String) async throws -> Enrolment {
        let identity = applicant.identity
        let request = EnrolRequest(
            code: code,
            replica: identity.replica,
            incarnation: identity.incarnation,
            deviceName: identity.deviceName,
            signingKey: applicant.signingKey.publicKey,
            sealingKey: applicant.sealingKey,
            origin: applicant.origin
        )
        let transport = try Connection.open(address)
        do {
            let enrolment = try await SyncEngine.enrol(
                request,
                over: transport,
                key: applicant.signingKey
            )
            await transport.close()
            return enrolment
        } catch {
            await transport.close()
            throw error
        }
    }

    /// Makes the store, or takes the new enrolment into the one that is there, and then writes the identity.
    private func keep(
        _ enrolment: Enrolment,
        _ applicant: Applicant,
        _ address: String,
        _ session: Session
    ) throws {
        let before = applicant.identity
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
                if let origin = applicant.origin {
                    try store.rejoin(as: before.replica, origin)
                }
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
            sealingKey: enrolment.sealingKey,
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
