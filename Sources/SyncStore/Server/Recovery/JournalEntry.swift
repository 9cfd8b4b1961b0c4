internal import SyncModel

/// One decision or act of authority, as the journal keeps it.
enum JournalEntry: Hashable {
    /// A user was added or changed.
    case user(User)
    /// A device was admitted, changed or revoked.
    case device(Device)
    /// A case was given to a user, or taken from him.
    case assignment(CaseID, user: String, isRemoved: Bool)
    /// A schema was published.
    case schema(String)
    /// A save of the server's own: a resolution, or candidates made live again.
    case decision(JournalledSave)
    /// A change in quarantine was admitted or refused.
    case ended(Receipt)
    /// A restore began an epoch, on top of the feed number that it took over.
    case epoch(EpochMark, feed: Int64)
}

/// A save of the server's own with what is kept beside it.
struct JournalledSave: Hashable {
    /// The save.
    var save: Save
    /// Where it was accepted.
    var position: Position
    /// What each of its changes decides, in order.
    var decisions: [DecisionBody]
    /// Why.
    var reason: String
    /// The batch; `nil` outside one.
    var batch: String?
}

extension JournalledSave {
    /// The save as a run accepted it.
    init(_ save: Save, _ part: RunPart) throws {
        self.init(
            save: save,
            position: part.position,
            decisions: try save.changes.map { change in
                guard let decision = part.decisions[change.dot.seq] else {
                    throw StoreError(.corrupt, "a change of the server's own decides nothing")
                }
                return decision
            },
            reason: part.reason,
            batch: part.batch
        )
    }
}

extension JournalEntry {
    /// The bytes for the journal.
    var bytes: [UInt8] {
        var packed = PackedValues()
        switch self {
        case .user(let user):
            packed.append(integer: 1)
            packed.append(text: user.name)
            packed.append(text: user.role.rawValue)
            packed.append(.boolean(user.isEnabled))
        case .device(let device):
            packed.append(integer: 2)
            packed.append(device)
        case .assignment(let id, let user, let isRemoved):
            packed.append(integer: 3)
            packed.append(identifier: id.bits)
            packed.append(text: user)
            packed.append(.boolean(isRemoved))
        case .schema(let source):
            packed.append(integer: 4)
            packed.append(text: source)
        case .decision(let save):
            packed.append(integer: 5)
            packed.append(save)
        case .ended(let receipt):
            packed.append(integer: 6)
            packed.append(bytes: LetterBody.bytes(of: .receipt(receipt)))
        case .epoch(let mark, let feed):
            packed.append(integer: 7)
            packed.append(integer: Int64(mark.epoch))
            packed.append(identifier: mark.id)
            packed.append(integer: feed)
        }
        return packed.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``StoreError`` `corrupt` when they are not an entry.
    init(bytes: [UInt8]) throws {
        var reader = BodyReader(bytes)
        switch try reader.integer() {
        case 1:
            let name = try reader.text()
            guard let role = Role(rawValue: try reader.text()) else { throw Self.unreadable }
            self = .user(User(name: name, role: role, isEnabled: try reader.boolean()))
        case 2: self = .device(try reader.device())
        case 3:
            self = .assignment(
                CaseID(try reader.identifier()),
                user: try reader.text(),
                isRemoved: try reader.boolean()
            )
        case 4: self = .schema(try reader.text())
        case 5: self = .decision(try reader.journalledSave())
        case 6:
            guard case .receipt(let receipt) = try LetterBody.content(of: reader.raw()) else {
                throw Self.unreadable
            }
            self = .ended(receipt)
        case 7:
            let epoch = UInt32(truncatingIfNeeded: try reader.integer())
            let mark = EpochMark(epoch: epoch, id: try reader.identifier())
            self = .epoch(mark, feed: try reader.integer())
        default: throw Self.unreadable
        }
    }

    fileprivate static var unreadable: StoreError {
        StoreError(.corrupt, "an entry of the journal cannot be read")
    }
}

extension PackedValues {
    fileprivate mutating func append(text: String) { append(.text(Text(text))) }

    fileprivate mutating func append(bytes: [UInt8]) {
        bytes.withUnsafeBytes { append(bytes: $0) }
    }

    fileprivate mutating func append(_ device: Device) {
        append(identifier: device.replica.bits)
        append(identifier: device.incarnation.bits)
        append(text: device.user)
        append(text: device.name)
        append(bytes: device.signingKey)
        append(bytes: device.sealingKey)
        append(text: device.state.rawValue)
    }

    fileprivate mutating func append(_ entry: JournalledSave) {
        let save = entry.save
        append(identifier: save.caseID.bits)
        append(identifier: save.operation.bits)
        append(text: save.author)
        append(text: save.role.rawValue)
        append(integer: save.wallClock.milliseconds)
        append(integer: save.hlc.packed)
        append(integer: Int64(save.schemaVersion))
        append(bytes: save.chainHash)
        append(integer: entry.position.packed)
        append(text: entry.reason)
        append(entry.batch.map { .text(Text($0)) } ?? .null)
        append(integer: Int64(save.changes.count))
        for (change, decision) in zip(save.changes, entry.decisions) {
            append(identifier: change.dot.incarnation.bits)
            append(integer: Int64(bitPattern: change.dot.seq))
            append(change.record)
            append(text: change.unit)
            append(change.value)
            append(integer: change.context.packed)
            append(bytes: decision.bytes)
        }
    }
}

extension BodyReader {
    fileprivate mutating func device() throws -> Device {
        var device = Device(
            replica: ReplicaID(try identifier()),
            incarnation: IncarnationID(try identifier()),
            user: try text(),
            name: try text(),
            signingKey: try raw(),
            sealingKey: try raw()
        )
        guard let state = Device.State(rawValue: try text()) else { throw JournalEntry.unreadable }
        device.state = state
        return device
    }

    fileprivate mutating func journalledSave() throws -> JournalledSave {
        let caseID = CaseID(try identifier())
        let operation = OperationID(try identifier())
        let author = try text()
        guard let role = Role(rawValue: try text()) else { throw JournalEntry.unreadable }
        var save = Save(
            caseID: caseID,
            operation: operation,
            author: author,
            role: role,
            wallClock: Instant(milliseconds: try integer()),
            hlc: HLC(packed: try integer()),
            schemaVersion: UInt32(truncatingIfNeeded: try integer()),
            changes: []
        )
        save.chainHash = try raw()
        let position = Position(packed: try integer())
        let reason = try text()
        let batch = try optionalText()
        var decisions: [DecisionBody] = []
        for _ in 0..<max(0, try integer()) {
            let incarnation = IncarnationID(try identifier())
            let seq = UInt64(bitPattern: try integer())
            save.changes.append(
                Change(
                    dot: Dot(incarnation: incarnation, seq: seq),
                    record: try address(),
                    unit: try text(),
                    value: try value(),
                    context: Position(packed: try integer())
                )
            )
            decisions.append(try DecisionBody(bytes: raw()))
        }
        return JournalledSave(
            save: save,
            position: position,
            decisions: decisions,
            reason: reason,
            batch: batch
        )
    }
}
