internal import SyncModel

extension ConflictUpdate {
    /// Reads a conflict; its case is that of the page, its record's key is not known here.
    init(_ message: ProtoConflictUpdate, cases: [CaseHeader]) throws(WireError) {
        guard message.caseIndex < cases.count else {
            throw WireError(.damaged, detail: "case of a conflict")
        }
        let header = cases[Int(message.caseIndex)]
        var candidates: [Candidate] = []
        for candidate in message.candidates { candidates.append(try Candidate(candidate)) }
        let isCaseFile = message.kind.utf8.elementsEqual(Schema.caseKind.utf8)
        let conflict = Conflict(
            id: message.id,
            version: message.version,
            generation: message.generation,
            state: try Conflict.State.read(message.state),
            caseID: header.caseID,
            caseNumber: header.caseNumber,
            record: isCaseFile
                ? .caseFile : RecordAddress(kind: message.kind, key: .unresolved),
            unit: message.unit,
            policy: message.policy,
            base: try unpacked(message.base, "base"),
            shown: try unpacked(message.shown, "shown"),
            candidates: candidates,
            opened: Instant(milliseconds: message.opened),
            resolution: message.hasResolution
                ? try Conflict.Resolution(message.resolution) : nil
        )
        self.init(
            caseIndex: message.caseIndex,
            kind: message.kind,
            number: message.number,
            conflict: conflict
        )
    }
}

extension ProtoConflictUpdate {
    /// Writes a conflict.
    init(_ update: ConflictUpdate) {
        self.init()
        let conflict = update.conflict
        caseIndex = update.caseIndex
        kind = update.kind
        number = update.number
        id = conflict.id
        version = conflict.version
        generation = conflict.generation
        state = conflict.state.wireNumber
        unit = conflict.unit
        policy = conflict.policy
        base = packed(conflict.base)
        shown = packed(conflict.shown)
        candidates = conflict.candidates.map { ProtoCandidate($0) }
        opened = conflict.opened.milliseconds
        if let resolution = conflict.resolution { self.resolution = ProtoResolution(resolution) }
    }
}

extension Conflict.State {
    /// The number that travels, from 1.
    var wireNumber: UInt32 {
        switch self {
        case .open: 1
        case .settled: 2
        case .resolved: 3
        }
    }

    /// Reads the number that travels.
    static func read(_ wireNumber: UInt32) throws(WireError) -> Conflict.State {
        switch wireNumber {
        case 1: return .open
        case 2: return .settled
        case 3: return .resolved
        default: throw WireError(.damaged, detail: "state of a conflict")
        }
    }
}

extension Conflict.Resolution {
    /// Reads how a conflict ended.
    init(_ message: ProtoResolution) throws(WireError) {
        self.init(
            value: try unpacked(message.value, "resolution"),
            by: message.by,
            reason: message.reason,
            at: Instant(milliseconds: message.at)
        )
    }
}

extension ProtoResolution {
    /// Writes how a conflict ended.
    init(_ resolution: Conflict.Resolution) {
        self.init()
        value = packed(resolution.value)
        by = resolution.by
        reason = resolution.reason
        at = resolution.at.milliseconds
    }
}

extension Candidate {
    /// Reads a candidate.
    init(_ message: ProtoCandidate) throws(WireError) {
        self.init(
            value: try unpacked(message.value, "candidate"),
            author: message.author,
            device: ReplicaID(try identifier(message.device, "device")),
            written: Instant(milliseconds: message.written),
            order: Instant(milliseconds: message.order),
            clockSuspect: message.clockSuspect,
            dot: Dot(
                incarnation: IncarnationID(try identifier(message.incarnation, "incarnation")),
                seq: message.seq
            ),
            isShown: message.isShown
        )
    }
}

extension ProtoCandidate {
    /// Writes a candidate.
    init(_ candidate: Candidate) {
        self.init()
        value = packed(candidate.value)
        author = candidate.author
        device = candidate.device.bits.data
        written = candidate.written.milliseconds
        order = candidate.order.milliseconds
        clockSuspect = candidate.clockSuspect
        incarnation = candidate.dot.incarnation.bits.data
        seq = candidate.dot.seq
        isShown = candidate.isShown
    }
}
