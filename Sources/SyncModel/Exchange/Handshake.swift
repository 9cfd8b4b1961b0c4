/// How far a peer's knowledge of an incarnation reaches: the last change, and the chain hash there.
public struct ChainHead: Hashable, Sendable {
    /// The number of the last change; 0 when there is none.
    public var seq: UInt64
    /// The chain hash of the save that ends at `seq`; empty when `seq` is 0.
    public var hash: [UInt8]

    /// Makes a head.
    public init(seq: UInt64, hash: [UInt8]) {
        self.seq = seq
        self.hash = hash
    }

    /// No change yet.
    public static let none = ChainHead(seq: 0, hash: [])
}

/// What a device sends to be admitted with a one-time code.
public struct EnrolRequest: Hashable, Sendable {
    /// The one-time code.
    public var code: String
    /// The replica's id, made on the device; kept when it enrols again.
    public var replica: ReplicaID
    /// The incarnation that the device will number its changes in.
    public var incarnation: IncarnationID
    /// The device's name for people.
    public var deviceName: String
    /// The Ed25519 public key, 32 bytes.
    public var signingKey: [UInt8]
    /// The X25519 public key, 32 bytes.
    public var sealingKey: [UInt8]
    /// Which incarnation this one continues, when the folder of a cloned laptop enrols anew; else `nil`.
    public var origin: Origin?

    /// Makes a request.
    public init(
        code: String,
        replica: ReplicaID,
        incarnation: IncarnationID,
        deviceName: String,
        signingKey: [UInt8],
        sealingKey: [UInt8],
        origin: Origin? = nil
    ) {
        self.origin = origin
        self.code = code
        self.replica = replica
        self.incarnation = incarnation
        self.deviceName = deviceName
        self.signingKey = signingKey
        self.sealingKey = sealingKey
    }
}

/// What an admitted device learns.
public struct Enrolment: Hashable, Sendable {
    /// The user's name.
    public var user: String
    /// The user's role now.
    public var role: Role
    /// The server's id.
    public var server: ReplicaID
    /// The server's Ed25519 public key, 32 bytes; the device pins it.
    public var serverKey: [UInt8]
    /// The server's epoch.
    public var epoch: UInt32
    /// The schema's text.
    public var schema: String
    /// The case numbers reserved for this device.
    public var numbers: NumberBlock?
    /// The server's X25519 key, 32 bytes: what is written for it into files is sealed to that; `nil` from a server
    /// that has none.
    public var sealingKey: [UInt8]?

    /// Makes an enrolment.
    public init(
        user: String,
        role: Role,
        server: ReplicaID,
        serverKey: [UInt8],
        epoch: UInt32,
        schema: String,
        numbers: NumberBlock?,
        sealingKey: [UInt8]? = nil
    ) {
        self.sealingKey = sealingKey
        self.user = user
        self.role = role
        self.server = server
        self.serverKey = serverKey
        self.epoch = epoch
        self.schema = schema
        self.numbers = numbers
    }
}

/// Serial numbers of cases reserved for one device: `PREFIX-YEAR-SERIAL-CHECK`.
public struct NumberBlock: Hashable, Sendable {
    /// The letters before the year, such as `HLM`.
    public var prefix: String
    /// The year that the numbers are for.
    public var year: Int
    /// The first serial.
    public var first: Int
    /// The last serial, not less than `first`.
    public var last: Int

    /// Makes a block.
    public init(prefix: String, year: Int, first: Int, last: Int) {
        self.prefix = prefix
        self.year = year
        self.first = first
        self.last = last
    }
}

/// The first message of a sync: measures the clock and compares the chain.
public struct HelloRequest: Hashable, Sendable {
    /// The device's incarnation.
    public var incarnation: IncarnationID
    /// The device's own head.
    public var head: ChainHead
    /// The version of the schema that the device holds.
    public var schemaVersion: UInt32
    /// The numbers that the device still has for the year of its clock.
    public var numbersLeft: Int
    /// Which incarnations this one continues, newest first, at most ``Limits/originsMax``.
    public var origins: [Origin]

    /// Makes a hello.
    public init(
        incarnation: IncarnationID,
        head: ChainHead,
        schemaVersion: UInt32,
        numbersLeft: Int,
        origins: [Origin] = []
    ) {
        self.origins = origins
        self.incarnation = incarnation
        self.head = head
        self.schemaVersion = schemaVersion
        self.numbersLeft = numbersLeft
    }
}

/// The answer to a hello.
public struct Welcome: Hashable, Sendable {
    /// The server's clock between request and answer.
    public var serverTime: Instant
    /// The server's epoch.
    public var epoch: UInt32
    /// The user's name.
    public var user: String
    /// The user's role now.
    public var role: Role
    /// What the server has of the device's incarnation.
    public var known: ChainHead
    /// What the server has at the last end of a save at or before the device's head.
    ///
    /// Equal to that head when the device is an older image of what the server has.
    public var atHead: ChainHead
    /// Whether another incarnation has taken this one's place: a further change in it proves a clone.
    public var isClosed: Bool
    /// Whether two copies of this device were found at work: it must enrol again.
    public var isCloned: Bool
    /// The schema's text when the server's version is higher than the device's; else `nil`.
    public var schema: String?
    /// More case numbers; `nil` when the device has enough.
    public var numbers: NumberBlock?
    /// The server's epochs, the first one first, the present one last.
    public var epochs: [EpochMark]
    /// The device's last change that every backup holds which may still be restored; 0 when there is none.
    public var watermark: UInt64

    /// Makes a welcome.
    public init(
        serverTime: Instant,
        epoch: UInt32,
        user: String,
        role: Role,
        known: ChainHead,
        atHead: ChainHead? = nil,
        isClosed: Bool = false,
        isCloned: Bool = false,
        schema: String?,
        numbers: NumberBlock?,
        epochs: [EpochMark] = [],
        watermark: UInt64 = 0
    ) {
        self.atHead = atHead ?? known
        self.isClosed = isClosed
        self.isCloned = isCloned
        self.epochs = epochs
        self.watermark = watermark
        self.serverTime = serverTime
        self.epoch = epoch
        self.user = user
        self.role = role
        self.known = known
        self.schema = schema
        self.numbers = numbers
    }
}

/// Saves that a device delivers: contiguous in its chain, oldest first.
public struct PushRequest: Hashable, Sendable {
    /// Server's clock minus device's, as measured by the hello, 0 within the measurement's error;
    /// `nil` when unknown.
    public var clockOffsetMilliseconds: Int64?
    /// What is known of the clock segments of the saves; for one that is not named, `clockOffsetMilliseconds` counts.
    public var segmentOffsets: [UInt32: SegmentOffset]
    /// The saves, whole.
    public var saves: [Save]
    /// The receipts that changes among them had in an epoch which the server lost.
    public var claims: [Claim]

    /// Makes a push.
    public init(
        clockOffsetMilliseconds: Int64?,
        segmentOffsets: [UInt32: SegmentOffset] = [:],
        saves: [Save],
        claims: [Claim] = []
    ) {
        self.claims = claims
        self.clockOffsetMilliseconds = clockOffsetMilliseconds
        self.segmentOffsets = segmentOffsets
        self.saves = saves
    }
}

/// The answer to a push; durable before it is sent.
public struct PushResult: Hashable, Sendable {
    /// One receipt a change, in the order of the push.
    public var receipts: [Receipt]
    /// What the server has now of the incarnation.
    public var known: ChainHead
    /// The server's epoch.
    public var epoch: UInt32

    /// Makes a result.
    public init(receipts: [Receipt], known: ChainHead, epoch: UInt32) {
        self.epoch = epoch
        self.receipts = receipts
        self.known = known
    }
}

/// Asks for what changed in the user's scope since `cursor`.
public struct PullRequest: Hashable, Sendable {
    /// Where the last page ended, as the server gave it; `nil` for everything.
    public var cursor: String?
    /// The number of the last late receipt or notice that the device holds.
    public var lettersSeen: UInt64
    /// Cases to give whole, whatever changed: the device holds more of them than the server took over.
    ///
    /// Then the page holds nothing else and moves no cursor. At most ``Limits/wholeCasesMax``.
    public var whole: [CaseID]

    /// Makes a pull.
    public init(cursor: String?, lettersSeen: UInt64, whole: [CaseID] = []) {
        self.whole = whole
        self.cursor = cursor
        self.lettersSeen = lettersSeen
    }
}

/// Why a request was not served; the text for people is made where it is shown.
public struct Refusal: Error, Hashable, Sendable {
    /// The reasons.
    ///
    /// Raw values travel.
    public enum Code: UInt32, CaseIterable, Hashable, Sendable {
        /// The envelope cannot be read, or its signature is wrong.
        case damaged = 1
        /// The protocol version is not served; upgrade.
        case version = 2
        /// The device is not enrolled here.
        case unknownDevice = 3
        /// The device was revoked, or its user disabled.
        case revoked = 4
        /// The one-time code is wrong, used or expired.
        case code = 5
        /// Too many wrong codes; try later.
        case throttled = 6
        /// The saves do not follow what the server has of the chain.
        case chain = 7
        /// The server's disk failed or is full; nothing was kept.
        case storage = 8
        /// The request is larger than the server takes.
        case tooLarge = 9
        /// A bug in the server.
        case failure = 10
        /// Two copies of the device were found at work: what it has was taken in, and it must enrol again.
        case clone = 11
        /// The server was restored from another backup than the one that the device met it in.
        case branch = 20
    }

    /// The reason.
    public var code: Code
    /// A hint for the help desk, in English, without content; may be empty.
    public var detail: String

    /// Makes a refusal.
    public init(_ code: Code, detail: String = "") {
        self.code = code
        self.detail = detail
    }
}
