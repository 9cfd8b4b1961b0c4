internal import SyncModel
internal import SyncStore

extension SyncService {
    /// How many case numbers a device gets at a time.
    static let numberBlock = 20
    /// A device that has fewer gets more.
    static let numbersLeftMin = 10
    /// The most scalars of a device's name.
    static let deviceNameScalarsMax = 100

    /// Admits a device with a one-time code.
    ///
    /// A device that is known already keeps its id and gets new keys; one of another user does not change hands. One
    /// of which two copies were found at work enrols as another device, whose incarnation continues the old one.
    ///
    /// - Throws: ``Refusal`` `code`, `throttled`, `revoked`, `clone`, `chain` or `damaged`, or a ``StoreError``.
    func enrol(
        _ request: EnrolRequest,
        replacing known: Device?,
        from origin: String
    ) throws -> Enrolment {
        guard request.signingKey.count == 32, request.sealingKey.count == 32 else {
            throw Refusal(.damaged, detail: "key")
        }
        guard known?.state != .cloned else { throw Refusal(.clone) }
        let now = environment.now()
        var throttle = CodeThrottle(text: try store.setting(CodeThrottle.settingName))
        let wait = throttle.wait(of: origin, now: now)
        guard wait == 0 else { throw Refusal(.throttled, detail: "\((wait + 999) / 1000) s") }

        var device = Device(
            replica: request.replica,
            incarnation: request.incarnation,
            user: "",
            name: Self.deviceName(request.deviceName),
            signingKey: request.signingKey,
            sealingKey: request.sealingKey
        )
        device.lastContact = known?.lastContact
        device.clockOffsetMilliseconds = known?.clockOffsetMilliseconds
        let code = OneTimeCode(request.code)
        guard let code,
            let name = try store.redeem(
                codeHash: code.hash,
                for: device,
                origin: request.origin,
                now: now
            )
        else {
            throttle.noteWrong(from: origin, now: now)
            try store.setSetting(CodeThrottle.settingName, to: throttle.text)
            throw Refusal(.code)
        }
        if let known, Text(known.user) != Text(name) {
            // The code is used up, but the laptop of one person does not become another's.
            try store.put(known)
            throw Refusal(.revoked, detail: "this device is another user's")
        }
        if throttle.noteRight(from: origin) {
            try store.setSetting(CodeThrottle.settingName, to: throttle.text)
        }
        guard let user = try store.user(named: name), user.isEnabled else {
            throw Refusal(.revoked, detail: "user")
        }
        log.info("enrolled", metadata: ["device": "\(request.replica)"])
        return Enrolment(
            user: user.name,
            role: user.role,
            server: identity.replica,
            serverKey: identity.signingKey.publicKey,
            epoch: try store.epoch(),
            schema: store.schema.source,
            numbers: reserveNumbers(for: request.replica),
            sealingKey: identity.sealingKey.publicKey
        )
    }

    /// More case numbers for a device; `nil` when they cannot be kept now: the device does without.
    func reserveNumbers(for replica: ReplicaID) -> NumberBlock? {
        let schema = store.schema
        do {
            return try store.reserveNumbers(
                for: replica,
                prefix: CaseNumbering.prefix(forSchema: schema.name),
                year: CaseNumbering.year(of: environment.now()),
                count: Self.numberBlock
            )
        } catch {
            log.error("no case numbers", metadata: ["code": "\(error.code)"])
            return nil
        }
    }

    /// A device's name as it is kept: without control characters, not too long, never empty.
    private static func deviceName(_ name: String) -> String {
        let scalars = name.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
            default: true
            }
        }
        let kept = String(String.UnicodeScalarView(scalars.prefix(deviceNameScalarsMax)))
        return kept.isEmpty ? "laptop" : kept
    }
}
