public import Logging
internal import SyncModel
public import SyncStore
internal import SyncWire

/// Serves devices: one envelope in, one envelope out.
///
/// It knows no transport. Every answer is signed by the server's key, refusals too. A request has effect only when
/// it is signed by the key of the enrolled device that it names; `enrol` is signed by the key that it brings. The
/// same request may arrive again at any time: a push answers with the first receipts, a hello and a pull change
/// nothing, a code is used once. Calls block and come from one thread at a time.
public struct SyncService: Sendable {
    /// The answer to the bytes of a request.
    public enum Answer: Hashable, Sendable {
        /// A signed envelope.
        case envelope([UInt8])
        /// The bytes are no envelope; there is nobody to answer to.
        case noEnvelope
        /// The bytes are more than an envelope may hold.
        case tooLarge
    }

    /// The most bytes of an envelope from a device that is not known yet.
    static let unknownEnvelopeBytesMax = 4096

    let store: any ServerStore
    let identity: ServerIdentity
    let environment: StoreEnvironment
    let log: Logger

    /// Makes a service.
    ///
    /// - Parameters:
    ///   - store: The server's store.
    ///   - identity: Who the server is.
    ///   - environment: Clock and randomness.
    ///   - log: Where failures go: codes and ids, never content.
    public init(
        store: any ServerStore,
        identity: ServerIdentity,
        environment: StoreEnvironment,
        log: Logger
    ) {
        self.store = store
        self.identity = identity
        self.environment = environment
        self.log = log
    }

    /// Serves one request.
    ///
    /// - Parameters:
    ///   - bytes: What arrived, anything.
    ///   - origin: Where from, such as the peer's address: wrong codes are counted by it.
    /// - Returns: What to send back; durable where it says so.
    public func answer(_ bytes: [UInt8], from origin: String) -> Answer {
        let envelope: OpenedEnvelope
        do {
            envelope = try Envelope(bytes: bytes).open()
        } catch {
            switch error.code {
            case .tooLarge: return .tooLarge
            case .version: return seal(.refusal(Refusal(.version)), number: 0)
            case .damaged, .signature: return .noEnvelope
            }
        }
        return seal(
            respond(to: envelope, of: bytes.count, from: origin),
            number: envelope.number
        )
    }

    private func respond(
        to envelope: OpenedEnvelope,
        of byteCount: Int,
        from origin: String
    ) -> Response {
        do {
            return try serve(envelope, of: byteCount, from: origin)
        } catch let refusal as Refusal {
            log.info(
                "refused",
                metadata: ["device": "\(envelope.sender)", "code": "\(refusal.code)"]
            )
            return .refusal(refusal)
        } catch let error as WireError {
            log.info("unreadable", metadata: ["device": "\(envelope.sender)"])
            return .refusal(Refusal(error.code == .tooLarge ? .tooLarge : .damaged))
        } catch let error as StoreError {
            log.error("store", metadata: ["code": "\(error.code)", "message": "\(error.message)"])
            return .refusal(Refusal(storeFailure: error))
        } catch {
            log.error("failure", metadata: ["type": "\(type(of: error))"])
            return .refusal(Refusal(.failure))
        }
    }

    private func serve(
        _ envelope: OpenedEnvelope,
        of byteCount: Int,
        from origin: String
    ) throws -> Response {
        let device = try store.device(envelope.sender)
        if let device, envelope.isSigned(by: device.signingKey) {
            return try serve(try envelope.request(), of: device, from: origin)
        }
        // Whoever is not known may only ask to be admitted, and briefly: nothing large is unpacked for him.
        guard byteCount <= Self.unknownEnvelopeBytesMax,
            case .enrol(let request) = try envelope.request()
        else {
            throw device == nil ? Refusal(.unknownDevice) : Refusal(.damaged, detail: "signature")
        }
        guard request.replica == envelope.sender, envelope.isSigned(by: request.signingKey) else {
            throw Refusal(.damaged, detail: "signature")
        }
        return .enrolment(try enrol(request, replacing: device, from: origin))
    }

    private func serve(
        _ request: Request,
        of device: Device,
        from origin: String
    ) throws -> Response {
        if case .enrol(let request) = request {
            guard request.replica == device.replica else {
                throw Refusal(.damaged, detail: "another device")
            }
            return .enrolment(try enrol(request, replacing: device, from: origin))
        }
        let user = try admitted(device)
        switch request {
        case .enrol: throw Refusal(.failure)
        case .hello(let request): return .welcome(try welcome(request, of: device, user: user))
        case .push(let request): return .pushResult(try accept(request, of: device, user: user))
        case .pull(let request): return .page(try page(request, of: device, user: user))
        case .compare(let request):
            return .common(try store.common(request, of: device.replica))
        case .reconcile(let request):
            return .reconciled(ReconcileResult(lost: try store.lost(among: request.cases)))
        case .report(let request):
            try store.takeReport(request.changes)
            return .reported(request.changes.count)
        }
    }

    /// The device's user.
    ///
    /// - Throws: ``Refusal`` `revoked` when the device was revoked or its user is disabled.
    private func admitted(_ device: Device) throws -> User {
        switch device.state {
        case .revoked: throw Refusal(.revoked, detail: "device")
        case .enrolled, .cloned: break
        }
        guard let user = try store.user(named: device.user), user.isEnabled else {
            throw Refusal(.revoked, detail: "user")
        }
        return user
    }

    private func seal(_ response: Response, number: UInt64) -> Answer {
        do {
            let envelope = try Envelope.seal(
                response,
                sender: identity.replica,
                number: number,
                key: identity.signingKey
            )
            return .envelope(envelope.bytes)
        } catch {
            log.error("cannot seal", metadata: ["code": "\(error.code)"])
            if case .refusal = response { return .noEnvelope }
            return seal(.refusal(Refusal(.failure, detail: "answer")), number: number)
        }
    }
}

extension Refusal {
    /// What a device is told when the store failed.
    init(storeFailure error: StoreError) {
        switch error.code {
        case .notSaved, .unknown, .busy: self.init(.storage)
        case .invalid: self.init(.damaged, detail: error.message)
        case .missing, .schemaTooNew, .corrupt, .fault, .notFound, .deleted, .changedMeanwhile,
            .schemaRefused:
            self.init(.failure)
        }
    }
}

extension ServerStore {
    /// The user of that name, by bytes; `nil` when there is none.
    func user(named name: String) throws(StoreError) -> User? {
        try users().first { Text($0.name) == Text(name) }
    }
}
