public import Casework
internal import SyncStore

/// Makes a backup of the whole server in a file, and checks it.
public struct BackUp: OperatorCommand {
    /// The words of the command line.
    public static let name = "backup"

    /// The file, absolute: the server that runs may have another working directory.
    public var file: String

    /// Makes the command.
    public init(file: String) { self.file = file }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin)
        guard file.hasPrefix("/") else { throw OperatorError(.command, file) }
        let facts = try desk.store.backUp(to: file, environment: desk.environment)
        desk.log.info("backup", metadata: ["position": "\(facts.position)"])
        return .object([
            "epoch": .integer(Int64(facts.epoch)), "position": .integer(facts.position),
            "file": .string(file),
        ])
    }
}
