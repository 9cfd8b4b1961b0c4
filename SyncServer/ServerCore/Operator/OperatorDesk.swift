internal import Casework
internal import Foundation
public import Logging
internal import SyncModel
public import SyncStore

/// Where operators' commands are done: the store, the clock, and who acts.
public struct OperatorDesk: Sendable {
    /// The name under which commands act that name no user.
    public static let operatorName = "operator"
    /// The most scalars of a reason.
    static let reasonScalarsMax = 2_000

    let store: any ServerStore
    let environment: StoreEnvironment
    let log: Logger
    /// Who acts: ``operatorName``, or a user.
    public let actor: String
    let role: Role

    /// Makes a desk.
    ///
    /// - Parameters:
    ///   - store: The server's store.
    ///   - environment: Clock and randomness.
    ///   - log: Where the commands are noted: names and ids, never content.
    ///   - user: Who acts; `nil` for the operator himself.
    /// - Throws: ``OperatorError`` `unknownUser` or `notAllowed` when the user is disabled.
    public init(
        store: any ServerStore,
        environment: StoreEnvironment,
        log: Logger,
        actingAs user: String? = nil
    ) throws(OperatorError) {
        self.store = store
        self.environment = environment
        self.log = log
        guard let name = user else {
            actor = Self.operatorName
            role = .admin
            return
        }
        let found: User?
        do {
            found = try store.user(named: name)
        } catch {
            throw OperatorError(storeFailure: error)
        }
        guard let found else { throw OperatorError(.unknownUser, name) }
        guard found.isEnabled else { throw OperatorError(.notAllowed, name) }
        actor = found.name
        role = found.role
    }

    /// Refuses who may not decide, assign or administer.
    ///
    /// - Parameter roles: Who may.
    /// - Throws: ``OperatorError`` `notAllowed`.
    func require(_ roles: Role...) throws(OperatorError) {
        guard roles.contains(role) else { throw OperatorError(.notAllowed, actor) }
    }

    /// Runs a call of the store.
    ///
    /// - Parameters:
    ///   - missing: What the store's `notFound` means here.
    ///   - call: The call.
    /// - Returns: What the call returns.
    /// - Throws: ``OperatorError``.
    func stored<Result>(
        missing: OperatorError.Code = .invalid,
        _ call: () throws(StoreError) -> Result
    ) throws(OperatorError) -> Result {
        do {
            return try call()
        } catch {
            throw OperatorError(storeFailure: error, missing: missing)
        }
    }

    /// Today, by the server's clock in UTC.
    var today: CivilDate {
        let days = (Double(environment.now().milliseconds) / 86_400_000).rounded(.down)
        return CivilDate(dayNumber: Int(days))
    }

    /// The user of that name.
    ///
    /// - Throws: ``OperatorError`` `unknownUser`.
    func user(named name: String) throws(OperatorError) -> User {
        let normal = Self.normalised(name)
        guard let user = try stored({ () throws(StoreError) in try store.user(named: normal) })
        else {
            throw OperatorError(.unknownUser, name)
        }
        return user
    }

    /// A reason as it is kept.
    ///
    /// - Throws: ``OperatorError`` `reason` when it is empty, too long or holds NUL.
    func reason(_ text: String) throws(OperatorError) -> String {
        let normal = Self.normalised(text)
        let isBlank = normal.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
        guard !isBlank, !normal.utf8.contains(0),
            normal.unicodeScalars.count <= Self.reasonScalarsMax
        else { throw OperatorError(.reason) }
        return normal
    }

    /// Text in normal form C.
    static func normalised(_ text: String) -> String { text.precomposedStringWithCanonicalMapping }
}
