import Casework
import SyncEngine
import SyncModel
import SyncStore
import SyncWire

/// What a command works with: the outside world as it was when the process began, and the laptop's folder.
struct Session: Sendable {
    /// The environment variables.
    let environment: [String: String]
    /// The reader's language.
    let language: Language
    /// Input and output.
    let console: Console
    /// Whether `--json` was given.
    let isJSON: Bool

    /// The data folder.
    var folder: DataFolder { DataFolder(environment: environment) }

    /// Today's civil date where the person is, also where the laptop's clock is wrong.
    func today(_ store: Store) throws(StoreError) -> CivilDate {
        Outside.local(try store.likelyTime()).date
    }

    /// Who this laptop is and whose it is.
    ///
    /// - Throws: ``CommandFailure`` `notAllowed` when it is not enrolled.
    func member() throws(CommandFailure) -> (identity: Identity, membership: Identity.Membership) {
        guard let identity = try Identity.load(folder), let membership = identity.membership else {
            throw CommandFailure(.notAllowed, .notEnrolled, next: .enrolFirst)
        }
        return (identity, membership)
    }

    /// Runs `body` with the open store, under the folder's lock.
    ///
    /// - Throws: ``CommandFailure``; a ``StoreError`` is translated.
    func withStore<Result>(_ body: (Store) throws -> Result) throws -> Result {
        do {
            return try LockedStore.run(folder, body)
        } catch let error as StoreError {
            throw CommandFailure(error)
        }
    }

    /// Prints the answer: the document with `--json`, else the lines for people.
    func answer(_ json: @autoclosure () -> JSONValue, _ lines: @autoclosure () -> [String]) throws {
        try console.print(isJSON ? [json().encoded()] : lines())
    }

    /// A message in the reader's language.
    func text(_ message: Message, _ values: [String: String] = [:]) -> String {
        message.text(language, values)
    }
}
