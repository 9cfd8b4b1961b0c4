public import SyncModel
internal import SyncStore
public import SyncWire

/// Runs one sync: hello, push until nothing waits, pull until nothing comes, compare hashes.
///
/// Decides nothing itself: it does what the state machine says. The store is opened for each step and is never
/// held while the network is awaited; the next page is on its way while the last one is kept. Breaking off
/// anywhere, also by an end of the process, loses nothing.
public struct Synchroniser: Sendable {
    private let access: any StoreAccess
    private let exchange: Exchange
    private let now: @Sendable () -> Instant
    private let readSchema: @Sendable (String) throws -> Schema
    private let changesMax: Int
    private let compareHeadsMax: Int

    /// Prepares a sync.
    ///
    /// - Parameters:
    ///   - access: Opens this laptop's store.
    ///   - transport: Carries envelopes to the server.
    ///   - identity: Who this laptop is, and the server's pinned key.
    ///   - now: The wall clock.
    ///   - readSchema: Reads a schema's text when the server sends a newer one.
    public init(
        access: any StoreAccess,
        transport: any Transport,
        identity: LaptopIdentity,
        now: @escaping @Sendable () -> Instant,
        readSchema: @escaping @Sendable (String) throws -> Schema
    ) {
        self.init(
            access: access,
            transport: transport,
            identity: identity,
            now: now,
            readSchema: readSchema,
            changesMax: Limits.uploadChangesMax,
            compareHeadsMax: Limits.compareHeadsMax
        )
    }

    /// Prepares a sync that sends at most `changesMax` changes and compares at most `compareHeadsMax` ends of saves
    /// at once; tests send few.
    init(
        access: any StoreAccess,
        transport: any Transport,
        identity: LaptopIdentity,
        now: @escaping @Sendable () -> Instant,
        readSchema: @escaping @Sendable (String) throws -> Schema,
        changesMax: Int,
        compareHeadsMax: Int
    ) {
        self.access = access
        exchange = Exchange(transport: transport, identity: identity)
        self.now = now
        self.readSchema = readSchema
        self.changesMax = changesMax
        self.compareHeadsMax = compareHeadsMax
    }

    /// Runs the sync to its end; after a failure another run goes on where this one broke.
    ///
    /// - Parameter progress: Called at each step with how far it is.
    /// - Returns: What was done; with ``SyncReport/hasDiverged`` when the hashes differ at the end.
    /// - Throws: ``SyncFailure``; what was delivered and kept before stays so.
    public func run(
        progress: @Sendable (SyncProgress) -> Void
    ) async throws(SyncFailure) -> SyncReport {
        var machine = SyncStateMachine(changesMax: changesMax)
        var run = SyncRun()
        var action = machine.begin()
        while true {
            switch action {
            case .finish(let report): return try finish(report)
            case .fail(let failure): throw failure
            case .send(let request):
                run.show(request, progress)
                let event = try await send(request, &run)
                action = machine.handle(event)
                try noteClock(event, offset: machine.report.clockOffsetMilliseconds)
            case .push(let upload, let clockOffset, let segmentOffsets, let claims):
                run.show(upload, progress)
                let event = try await push(upload, clockOffset, segmentOffsets, claims, &run)
                action = machine.handle(event)
            case .open:
                let standing = try step { store in
                    try Self.begin(store, &run)
                    return try Self.standing(store)
                }
                action = machine.handle(.opened(standing))
            case .keepWelcome(let welcome):
                try step { store in try keep(welcome, store) }
                action = machine.handle(.welcomeKept)
            case .takeHeads(let low, let high):
                action = machine.handle(try takeHeads(after: low, before: high))
            case .openChild(let common): action = machine.handle(try openChild(after: common))
            case .keepClone: action = machine.handle(try keepClone())
            case .beginRecovery(let welcome): action = machine.handle(try beginRecovery(welcome))
            case .takeReport(let cases): action = machine.handle(try takeReport(of: cases))
            case .finishRecovery(let welcome): action = machine.handle(try finishRecovery(welcome))
            case .takeUpload(let seq, let known, let changesMax):
                action = machine.handle(
                    try takeUpload(after: seq, through: known, changesMax: changesMax)
                )
            case .keepReceipts(let receipts):
                try step { store in try store.apply(receipts) }
                action = machine.handle(.receiptsKept)
            case .keepPage(let page, let next):
                let number = next.map { _ in run.nextNumber() }
                async let ahead = answer(ahead: next, number: number)
                let event = try step { store in try Self.keep(page, store) }
                run.cases += page.cases.count
                progress(.pulling(cases: run.cases))
                action = machine.handle(event)
                if let answer = await ahead, case .send(.pull) = action {
                    action = machine.handle(try answer.get())
                }
            case .keepDivergence(let hasDiverged):
                try step { store in
                    try store.setSetting(SyncSetting.diverged, to: hasDiverged ? "1" : nil)
                }
                action = machine.handle(.divergenceKept)
            }
        }
    }

    private func send(
        _ request: Request,
        _ run: inout SyncRun
    ) async throws(SyncFailure) -> SyncEvent {
        let sent = now()
        let response = try await exchange.send(request, number: run.nextNumber())
        return .answered(response, sent: sent, received: now())
    }

    private func push(
        _ upload: Upload,
        _ clockOffset: Int64?,
        _ segmentOffsets: [UInt32: SegmentOffset],
        _ claims: [Claim],
        _ run: inout SyncRun
    ) async throws(SyncFailure) -> SyncEvent {
        let sent = now()
        do {
            let response = try await exchange.push(
                upload,
                clockOffset: clockOffset,
                segmentOffsets: segmentOffsets,
                claims: claims,
                number: run.nextNumber()
            )
            return .answered(response, sent: sent, received: now())
        } catch SyncFailure.wire(let error) where error.code == .tooLarge {
            return .requestTooLarge
        } catch SyncFailure.transport(let error) where error.code == .tooLarge {
            return .requestTooLarge
        } catch {
            throw error
        }
    }

    /// Asks for the next page while the last is being kept; `nil` when there is none.
    ///
    /// The server builds it meanwhile, so that a first sync takes as long as the slower of both sides.
    private func answer(
        ahead request: PullRequest?,
        number: UInt64?
    ) async -> Result<SyncEvent, SyncFailure>? {
        guard let request, let number else { return nil }
        let sent = now()
        do throws(SyncFailure) {
            let response = try await exchange.send(.pull(request), number: number)
            return .success(.answered(response, sent: sent, received: now()))
        } catch {
            return .failure(error)
        }
    }

    private func step<Result>(
        _ body: (Store) throws -> Result
    ) throws(SyncFailure) -> Result {
        do {
            return try access.withStore(body)
        } catch {
            throw SyncFailure(storeStep: error)
        }
    }

    private func takeHeads(
        after low: UInt64,
        before high: UInt64
    ) throws(SyncFailure) -> SyncEvent {
        try step { store in
            .heads(try store.chainHeads(after: low, before: high, limit: compareHeadsMax))
        }
    }

    private func openChild(after common: ChainHead) throws(SyncFailure) -> SyncEvent {
        try step { store in
            try store.openChild(after: common)
            return .opened(try Self.standing(store))
        }
    }

    private func keepClone() throws(SyncFailure) -> SyncEvent {
        try step { store in
            try store.setSetting(SyncSetting.cloned, to: store.replica.description)
            return .cloneKept
        }
    }

    private static func begin(_ store: Store, _ run: inout SyncRun) throws(StoreError) {
        let runs = (try store.setting(SyncSetting.runs).flatMap { UInt64($0) } ?? 0) &+ 1
        try store.setSetting(SyncSetting.runs, to: String(runs))
        run.begin(runs, pending: try store.counts().pending)
    }

    private static func standing(_ store: Store) throws(StoreError) -> SyncStanding {
        let cloned = try store.setting(SyncSetting.cloned)
        let now = try store.likelyTime()
        let day = Int((Double(now.milliseconds) / 86_400_000).rounded(.down))
        return SyncStanding(
            incarnation: store.incarnation,
            head: try store.head(),
            receipted: try store.receiptedHead(),
            origins: try store.origins(),
            isCloned: cloned.map { Text($0) } == Text(store.replica.description),
            schemaVersion: store.schema.version,
            numbersLeft: try store.numbersLeft(year: CivilDate(dayNumber: day).year),
            epoch: try store.setting(SyncSetting.epoch).flatMap { UInt32($0) } ?? 0,
            hasDiverged: try store.setting(SyncSetting.diverged) != nil,
            mark: try store.setting(SyncSetting.epochMark).flatMap { EpochMark($0) },
            isRecovering: try store.isRecovering()
        )
    }

    private func beginRecovery(_ welcome: Welcome) throws(SyncFailure) -> SyncEvent {
        try step { store in
            try store.beginRecovery(in: welcome.epoch, after: welcome.known.seq)
            return .recoveryBegun(try store.heldPositions(), receipted: try store.receiptedHead())
        }
    }

    private func takeReport(of cases: [CasePosition]) throws(SyncFailure) -> SyncEvent {
        try step { store in .report(try store.report(of: cases)) }
    }

    private func finishRecovery(_ welcome: Welcome) throws(SyncFailure) -> SyncEvent {
        try step { store in
            try store.finishRecovery()
            try Self.keepEpoch(of: welcome, store)
            return .recoveryFinished
        }
    }

    /// Drops own changes that every backup covers, unless something is amiss.
    private func finish(_ report: SyncReport) throws(SyncFailure) -> SyncReport {
        guard !report.hasDiverged else { return report }
        try step { store in try store.compactWhenWorth(through: report.watermark) }
        return report
    }

    private static func keepEpoch(of welcome: Welcome, _ store: Store) throws(StoreError) {
        try store.setSetting(SyncSetting.epoch, to: String(welcome.epoch))
        if let mark = welcome.epochs.last {
            try store.setSetting(SyncSetting.epochMark, to: mark.description)
        }
    }

    /// Keeps what a hello told of the clocks, whatever comes of the sync.
    private func noteClock(_ event: SyncEvent, offset: Int64?) throws(SyncFailure) {
        guard case .answered(.welcome(let welcome), _, _) = event else { return }
        try step { store in
            try store.noteClock(offsetMilliseconds: offset, serverTime: welcome.serverTime)
        }
    }

    private func keep(_ welcome: Welcome, _ store: Store) throws {
        if let text = welcome.schema {
            let schema = try schema(text)
            if schema.version > store.schema.version { try store.publish(schema) }
        }
        if let numbers = welcome.numbers { try store.addNumbers(numbers) }
        if try !store.isRecovering() { try Self.keepEpoch(of: welcome, store) }
    }

    private func schema(_ text: String) throws -> Schema {
        do {
            return try readSchema(text)
        } catch {
            throw StoreError(.schemaRefused, "the server's schema cannot be read here")
        }
    }

    private func takeUpload(
        after seq: UInt64,
        through known: UInt64,
        changesMax: Int
    ) throws(SyncFailure) -> SyncEvent {
        try step { store in
            let upload = try store.nextUpload(after: seq, through: known, changesMax: changesMax)
            guard upload.isEmpty else {
                return .upload(
                    upload,
                    claims: try store.claims(of: upload),
                    offsets: try store.segmentOffsets(of: upload.clockSegments)
                )
            }
            return .nothingToSend(
                cursor: try store.cursor(),
                lettersSeen: try store.lettersSeen()
            )
        }
    }

    private static func keep(_ page: FeedPage, _ store: Store) throws(StoreError) -> SyncEvent {
        let outcome = try store.apply(page)
        return .pageKept(outcome, page.hasMore ? nil : try store.stateHash())
    }
}

/// What one run counts for its envelopes and its progress line.
struct SyncRun {
    /// Each run numbers its envelopes from its own number times 2^20.
    private static let numbersBits: UInt64 = 20

    private var number: UInt64 = 0
    private var pending = 0
    private var pushed = 0
    /// The cases that pages brought.
    var cases = 0

    /// Begins with the run's own number.
    mutating func begin(_ run: UInt64, pending: Int) {
        number = run << Self.numbersBits
        self.pending = pending
    }

    /// The number of the next envelope.
    mutating func nextNumber() -> UInt64 {
        number &+= 1
        return number
    }

    /// Tells how far the sync is before it sends a request.
    mutating func show(_ request: Request, _ progress: (SyncProgress) -> Void) {
        switch request {
        case .hello: progress(.greeting)
        case .pull: if cases == 0 { progress(.pulling(cases: 0)) }
        case .enrol, .push, .compare, .reconcile, .report: break
        }
    }

    /// Tells how far the sync is before it sends saves.
    mutating func show(_ upload: Upload, _ progress: (SyncProgress) -> Void) {
        progress(.pushing(done: pushed, total: max(pending, pushed)))
        pushed += upload.changes.count { !$0.isVoid }
    }
}
