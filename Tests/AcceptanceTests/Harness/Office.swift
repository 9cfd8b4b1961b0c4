import Foundation
import Glibc
import Testing

/// A server on loopback, with its data in a temporary folder.
final class Office {
    /// The folder of everything: data, output, laptops.
    let folder: TemporaryFolder
    /// The address that laptops use; set by ``start()``.
    private(set) var address = ""
    private var process: Child?
    private var users: Set<String> = []

    /// Makes the data, and serves.
    ///
    /// `schema`: The text of a schema file; `nil` for the built-in one.
    init(schema: String? = nil) throws {
        folder = try TemporaryFolder("office")
        try FileManager.default.createDirectory(at: outputs, withIntermediateDirectories: true)
        var arguments = ["init"]
        if let schema {
            let file = folder.url.appending(path: "schema.yaml")
            try schema.write(to: file, atomically: true, encoding: .utf8)
            arguments += ["--schema", file.path]
        }
        try expectDone(run(arguments))
        try start()
    }

    deinit { stop(by: SIGKILL) }

    /// The server's data folder.
    var data: URL { folder.url.appending(path: "data") }

    private var outputs: URL { folder.url.appending(path: "out") }

    /// Serves, on the old port if there was one, and waits for the line that says so.
    ///
    /// `tracer`: A program, with its arguments, under which it runs.
    func start(under tracer: [String] = []) throws {
        let listen = address.isEmpty ? "127.0.0.1:0" : String(address.dropFirst("http://".count))
        let child = try child(["serve", "--listen", listen], under: tracer)
        process = child
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            if let line = try child.outputSoFar().split(separator: "\n").first,
                // The line may be half written yet.
                let json = try? JSON(Data(line.utf8)), !json["listening"].text.isEmpty
            {
                address = json["listening"].text
                return
            }
            guard child.isRunning else {
                process = nil
                throw HarnessError(description: "the server ended: \(try child.answer())")
            }
            usleep(2_000)
        }
        throw HarnessError(description: "the server does not listen: \(try child.outputSoFar())")
    }

    /// Ends the server and returns its exit code.
    @discardableResult
    func stop(by signal: Int32 = SIGTERM) -> Int32 {
        guard let child = process else { return 0 }
        process = nil
        return end(child, by: signal)
    }

    @discardableResult
    private func end(_ child: Child, by signal: Int32) -> Int32 {
        child.signal(signal)
        // Its files may be gone with the folder; the code is what counts.
        return (try? child.answer().code) ?? -1
    }

    /// The process id of the server; `nil` while it does not run.
    var processID: pid_t? { process?.id }

    /// Starts a command of `sluis-server` on this data, or on other data, with `--json`.
    func child(_ arguments: [String], data: URL? = nil, under tracer: [String] = []) throws -> Child
    {
        let words = arguments + ["--data", (data ?? self.data).path, "--json"]
        return try Child(
            Programs.server,
            words.map { Array($0.utf8) },
            under: tracer,
            environment: Programs.environment(),
            folder: outputs
        )
    }

    /// Runs a command of `sluis-server` on this data, with `--json`.
    func run(_ arguments: [String]) throws -> Answer {
        try child(arguments).answer()
    }

    /// Runs a command that must succeed, and returns its JSON.
    @discardableResult
    func done(_ arguments: String..., at location: SourceLocation = #_sourceLocation) throws -> JSON
    {
        try expectDone(run(arguments), at: location)
    }

    /// A one-time code for a user, who is added when missing.
    func code(for user: String, role: String) throws -> String {
        if users.insert(user).inserted { try done("user", "add", user, "--role", role) }
        return try done("invite", user)["code"].text
    }

    /// A new laptop of a user, enrolled.
    ///
    /// `address`: Another way to the server, such as a ``Relay``.
    func laptop(_ user: String, role: String = "coordinator", address: String? = nil) throws
        -> Laptop
    {
        let laptop = try Laptop(user: user)
        let code = try code(for: user, role: role)
        let target = address ?? self.address
        try laptop.done("enrol", target, "--code", code, "--device", "laptop of \(user)")
        return laptop
    }

    /// The open conflicts.
    func conflicts() throws -> [JSON] {
        try done("conflict", "list").array
    }

    /// The one open conflict; fails when there is none or there are more.
    func onlyConflict(at location: SourceLocation = #_sourceLocation) throws -> JSON {
        let all = try conflicts()
        #expect(all.count == 1, sourceLocation: location)
        return try #require(all.first, sourceLocation: location)
    }
}

/// Expects exit 0, and returns the JSON.
@discardableResult
func expectDone(_ answer: Answer, at location: SourceLocation = #_sourceLocation) throws -> JSON {
    try #require(answer.code == 0, "\(answer)", sourceLocation: location)
    // Some commands print nothing; a document that is not JSON is found by the tests of the commands.
    return (try? answer.json) ?? .null
}
