public import Casework
internal import SyncModel
internal import SyncStore

/// Makes a one-time code that admits one device of a user.
public struct Invite: OperatorCommand {
    /// The words of the command line.
    public static let name = "invite"

    /// The user's name.
    public var user: String

    /// Makes the command.
    public init(user: String) { self.user = user }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin)
        let invited = try desk.user(named: user)
        guard invited.isEnabled else { throw OperatorError(.userDisabled, invited.name) }
        let code = OneTimeCode(random: desk.environment.random())
        let lifetime = OneTimeCode.lifetime.components.seconds * 1000
        let invitation = Invitation(
            codeHash: code.hash,
            user: invited.name,
            expires: desk.environment.now().advanced(byMilliseconds: lifetime)
        )
        try desk.stored { () throws(StoreError) in try desk.store.put(invitation) }
        return .object([
            "code": .string(code.description),
            "expires": .string(invitation.expires.description),
            "user": .string(invited.name),
        ])
    }
}
