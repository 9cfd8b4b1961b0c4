internal import ArgumentParser
internal import ServerCore
internal import Testing

@testable internal import ServerCommands

/// Shows which command lines are taken, and that all others end with 64.
@Suite struct ArgumentTests {
    @Test(arguments: [
        ("127.0.0.1:8080", "127.0.0.1", 8080), ("[::1]:0", "::1", 0),
        ("localhost:1", "localhost", 1),
    ])
    func `an address is host and port`(text: String, host: String, port: Int) throws {
        let address = try #require(ListenAddress(argument: text))
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.isLoopback)
    }

    @Test(arguments: ["", "8080", ":8080", "host:", "host:65536", "host:-1", "host:٣"])
    func `anything else is no address`(text: String) {
        #expect(ListenAddress(argument: text) == nil)
    }

    @Test func `an address of every machine is no loopback`() throws {
        #expect(try !#require(ListenAddress(argument: "0.0.0.0:80")).isLoopback)
    }

    @Test(arguments: [
        "user add erik --role boss", "user add --role admin", "user list extra",
        "conflict resolve 1 --keep --reason x", "conflict resolve 1 --version 1 --reason x",
        "conflict resolve 1 --version 1 --take 0 --keep --reason x",
        "conflict resolve 1 --version 1 --keep", "conflict resolve --all --reason x",
        "conflict resolve --all --from-device D --rule best --reason x",
        "conflict resolve 1 --all --from-device D --rule latest --reason x",
        "conflict resolve 1 --version x --keep --reason x", "conflict list --limit 0",
        "conflict list --after x", "quarantine refuse 1", "nothing", "serve --listen nowhere",
    ])
    func `a wrong command line ends with 64`(line: String) {
        let arguments = line.split(separator: " ").map(String.init) + ["--data", "d"]
        #expect {
            _ = try RootCommand.parseAsRoot(arguments)
        } throws: { RootCommand.exitCode(for: $0).rawValue == 64 }
    }

    @Test(arguments: [
        "user add erik --role id_desk", "user role erik benefit_officer", "conflict list --all",
        "conflict resolve 1 --version 2 --take 0 --reason x",
        "conflict resolve 1 --version 2 --value -5 --reason --x",
        "conflict resolve --all --from-device D --rule shown --reason x",
        "history C visit/a:note --as rita", "serve --listen 127.0.0.1:0", "init --schema F",
    ])
    func `a right one is taken`(line: String) throws {
        let arguments = line.split(separator: " ").map(String.init) + ["--data", "d", "--json"]
        #expect(throws: Never.self) { _ = try RootCommand.parseAsRoot(arguments) }
    }
}
