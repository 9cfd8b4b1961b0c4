import Foundation
import Testing

/// A laptop: a folder of its own, and the program `sluis` on it.
final class Laptop {
    /// Whose laptop it is.
    let user: String
    /// The folder of everything: data and output.
    let folder: TemporaryFolder
    /// The data folder, `SLUIS_HOME`.
    let home: URL
    /// More variables of the environment.
    var variables: [String: String] = [:]
    /// A program, with its arguments, under which every command runs.
    var tracer: [String] = []

    /// Makes a laptop that is not enrolled.
    ///
    /// `home`: Where its data goes; `nil` for a folder of its own.
    init(user: String, home: URL? = nil) throws {
        self.user = user
        folder = try TemporaryFolder("laptop")
        self.home = home ?? folder.url.appending(path: "home")
    }

    /// Starts a command, with `--json`.
    func child(_ arguments: [String], input: String = "") throws -> Child {
        try child(bytes: arguments.map { Array($0.utf8) } + [Array("--json".utf8)], input: input)
    }

    /// Starts a command with arguments that may be no text.
    func child(bytes arguments: [[UInt8]], input: String = "") throws -> Child {
        let variables = self.variables.merging(["SLUIS_HOME": home.path]) { own, _ in own }
        return try Child(
            Programs.sluis,
            arguments,
            under: tracer,
            environment: Programs.environment(variables),
            input: Array(input.utf8),
            folder: folder.url
        )
    }

    /// Runs a command, with `--json`.
    func run(_ arguments: [String], input: String = "") throws -> Answer {
        try child(arguments, input: input).answer()
    }

    /// Runs a command as people do, without `--json`.
    func runPlain(_ arguments: String...) throws -> Answer {
        try child(bytes: arguments.map { Array($0.utf8) }).answer()
    }

    /// Runs a command that must succeed, and returns its JSON.
    @discardableResult
    func done(_ arguments: String..., at location: SourceLocation = #_sourceLocation) throws -> JSON
    {
        try expectDone(run(arguments), at: location)
    }

    /// Runs a command that must end with `code`, with a message.
    @discardableResult
    func expectRefused(
        _ code: Int32,
        _ arguments: String...,
        at location: SourceLocation = #_sourceLocation
    ) throws -> Answer {
        let answer = try run(arguments)
        #expect(answer.code == code, "\(arguments) \(answer)", sourceLocation: location)
        #expect(!answer.messages.isEmpty, "no message", sourceLocation: location)
        return answer
    }

    /// Opens a case, and returns its id.
    func newCase(_ fields: String..., at location: SourceLocation = #_sourceLocation) throws
        -> String
    {
        try expectDone(run(["case", "new"] + fields), at: location)["id"].text
    }

    /// Sets fields; must succeed.
    @discardableResult
    func set(
        _ caseID: String,
        _ fields: String...,
        at location: SourceLocation = #_sourceLocation
    ) throws -> JSON {
        try expectDone(run(["case", "set", caseID] + fields), at: location)
    }

    /// Syncs; must succeed.
    @discardableResult
    func sync(at location: SourceLocation = #_sourceLocation) throws -> JSON {
        try expectDone(run(["sync"]), at: location)
    }

    /// The case file.
    func show(_ caseID: String, at location: SourceLocation = #_sourceLocation) throws -> JSON {
        try expectDone(run(["case", "show", caseID]), at: location)
    }

    /// The shown value of a field of the case file; null when it has none.
    func value(_ caseID: String, _ field: String, at location: SourceLocation = #_sourceLocation)
        throws -> JSON
    {
        try show(caseID, at: location)["fields"][field]["value"]
    }

    /// Whether every invariant that this laptop can check holds.
    func expectSound(at location: SourceLocation = #_sourceLocation) throws {
        let answer = try run(["check"])
        #expect(answer.code == 0, "\(answer)", sourceLocation: location)
        #expect(try answer.json["ok"] == true, "\(answer)", sourceLocation: location)
    }
}
