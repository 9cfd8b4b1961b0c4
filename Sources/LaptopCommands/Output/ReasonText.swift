/// Why the server set a change apart, in words.
enum ReasonText {
    /// The words for a reason; a reason that a person gave, or that is new, as it is.
    static func text(_ reason: String, _ session: Session) -> String {
        messages[reason].map { session.text($0) } ?? reason
    }

    /// The reasons that the server and the merge give.
    static let messages: [String: Message] = [
        "scope": .reasonScope,
        "author": .reasonAuthor,
        "role": .reasonRole,
        "field": .reasonField,
        "key": .reasonKey,
        "server": .reasonServer,
        "type": .reasonType,
        "code": .reasonCode,
        "length": .reasonLength,
        "range": .reasonRange,
        "future": .reasonFuture,
        "text": .reasonText,
        "missing": .reasonMissing,
        "written-once": .reasonWrittenOnce,
        "clone": .reasonClone,
        "rescued": .reasonRescued,
        "revoked": .reasonRevoked,
    ]
}
