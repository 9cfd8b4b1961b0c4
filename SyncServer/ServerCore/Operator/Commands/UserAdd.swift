public import Casework
internal import SyncModel
internal import SyncStore

/// Adds a user.
public struct UserAdd: OperatorCommand {
    /// The words of the command line.
    public static let name = "user add"
    /// The most scalars of a user's name.
    static let nameScalarsMax = 64

    /// The user's name; unique by bytes after normalisation.
    public var user: String
    /// The role's name.
    public var role: String

    /// Makes the command.
    public init(user: String, role: String) {
        self.user = user
        self.role = role
    }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin)
        let name = OperatorDesk.normalised(user)
        guard Self.isName(name) else { throw OperatorError(.userName, user) }
        guard let role = Role(rawValue: role) else { throw OperatorError(.command, role) }
        if try desk.stored({ () throws(StoreError) in try desk.store.user(named: name) }) != nil {
            throw OperatorError(.userExists, name)
        }
        let added = User(name: name, role: role, isEnabled: true)
        try desk.stored { () throws(StoreError) in try desk.store.put(added) }
        return JSONValue(added)
    }

    /// Visible characters without spaces, and not the operator's own name.
    private static func isName(_ name: String) -> Bool {
        let scalars = name.unicodeScalars
        guard (1...nameScalarsMax).contains(scalars.count),
            Text(name) != Text(OperatorDesk.operatorName)
        else { return false }
        return scalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                .otherLetter, .nonspacingMark, .spacingMark, .decimalNumber:
                true
            default: ".-_@'".unicodeScalars.contains(scalar)
            }
        }
    }
}

extension JSONValue {
    /// A user as `user list` prints it.
    init(_ user: User) {
        self = .object([
            "name": .string(user.name), "user": .string(user.name),
            "role": .string(user.role.rawValue), "enabled": .bool(user.isEnabled),
        ])
    }
}
