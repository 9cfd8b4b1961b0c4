internal import ArgumentParser
internal import Casework
internal import Foundation
internal import Glibc
internal import ServerCore
internal import SyncStore

/// `init`: makes a server in a folder.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a server in a folder."
    )

    @OptionGroup var folder: FolderOptions

    @Option(help: "The schema file; the built-in schema when not given.")
    var schema: String?

    func run() throws {
        umask(0o077)
        let text = try schema.map { try SchemaFile.text(of: $0) }
        try folder.folder.make()
        guard let lock = try folder.folder.lock() else {
            throw OperatorError(folder.folder.holdsServer ? .serverExists : .busy)
        }
        let document = try withExtendedLifetime(lock) {
            let store = try folder.folder.createStore(
                schemaText: text,
                schemaFile: schema ?? "built-in",
                environment: .system
            )
            defer { store.close() }
            return JSONValue.object([
                "epoch": .integer(Int64(try store.epoch())),
                "schemaVersion": .integer(Int64(store.schema.version)),
            ])
        }
        folder.print(document) { document, printer in
            printer.line(
                "\(printer.text(OutputPhrases.serverMade)): "
                    + "\(SafeText.of(folder.folder.path)), "
                    + "\(printer.text(OutputPhrases.schemaVersion)) "
                    + printer.value(document["schemaVersion"])
            )
        }
    }
}

/// Reads a schema file as text.
enum SchemaFile {
    /// The file's text.
    ///
    /// - Throws: ``OperatorError`` `schema` when it cannot be read or is not UTF-8.
    static func text(of path: String) throws(OperatorError) -> String {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw OperatorError(.schema, "\(path):0: the file cannot be read")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw OperatorError(.schema, "\(path):0: the file is not UTF-8")
        }
        return text
    }
}
