internal import ArgumentParser
internal import Casework
internal import Glibc
internal import Logging
internal import ServerCore
internal import ServerWeb
internal import SyncModel
internal import SyncStore

/// `serve`: serves laptops and operators until SIGTERM.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve laptops and operators until SIGTERM or SIGINT."
    )

    @OptionGroup var folder: FolderOptions

    @Option(help: "HOST:PORT; port 0 picks a free one. SLUIS_LISTEN, else 127.0.0.1:8080.")
    var listen: ListenAddress?

    func run() async throws {
        umask(0o077)
        let address = try listen ?? ListenAddress.ofEnvironment()
        if !address.isLoopback {
            Console.note([Catalogue(Language.ofProcess).text(OutputPhrases.plainHTTP)])
        }
        let lock = try Office(folder: folder.folder).lockForServer()
        let store = try folder.folder.openStore(environment: .system)
        defer {
            store.close()
            withExtendedLifetime(lock) {}
        }
        var log = Logger(label: "sluis-server") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = Settings.logLevel
        let server = WebServer(
            store: store,
            identity: try ServerIdentity(keptIn: store),
            environment: .system,
            log: log
        )
        do {
            try await server.run(
                host: address.host,
                port: address.port,
                controlSocketPath: folder.folder.controlSocketPath,
                limits: WebLimits(bodyBytesMax: Limits.envelopeBytesMax),
                onReady: { port in
                    let url = "http://\(address.urlHost):\(port)"
                    Console.print([JSONValue.object(["listening": .string(url)]).encoded()])
                }
            )
        } catch {
            throw OperatorError(.listen, "\(address.host):\(address.port), \(error)")
        }
    }
}

/// Where to listen.
struct ListenAddress: ExpressibleByArgument {
    let host: String
    let port: Int

    /// Reads `HOST:PORT`; an IPv6 address stands in brackets.
    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":") else { return nil }
        var host = String(argument[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        let digits = argument[argument.index(after: colon)...]
        guard !host.isEmpty, digits.allSatisfy(\.isNumber), let port = UInt16(digits) else {
            return nil
        }
        self.host = host
        self.port = Int(port)
    }

    /// What the environment says, else port 8080 of this machine.
    ///
    /// - Throws: `ValidationError` when the environment says something else.
    static func ofEnvironment() throws -> ListenAddress {
        let text = Settings.listen ?? "127.0.0.1:8080"
        guard let address = ListenAddress(argument: text) else {
            throw ValidationError("SLUIS_LISTEN is not HOST:PORT")
        }
        return address
    }

    /// Whether only this machine reaches it.
    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    /// The host as it stands in a URL.
    var urlHost: String { host.contains(":") ? "[\(host)]" : host }
}
