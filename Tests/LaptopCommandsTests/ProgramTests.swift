import Foundation
import Testing

/// Shows what only the real program can show: exit codes, streams, broken bytes, a terminal.
@Suite struct ProgramTests {
    @Test func `prints help and version on standard output`() throws {
        let process = TerminalProcess()
        for arguments in ["--help", "--version"] {
            let answer = try process.run(arguments)
            #expect(answer.code == 0)
            #expect(!answer.output.isEmpty)
            #expect(answer.errors.isEmpty)
        }
        let bare = try process.run()
        #expect(bare.code == 0)
        #expect(bare.output.contains("SUBCOMMANDS:"))
        let help = try process.run("case", "set", "--help")
        #expect(help.output.contains("KIND/KEY:FIELD=VALUE"))
    }

    @Test func `ends with 64 for a wrong command line, and prints it on standard error`() throws {
        let answer = try TerminalProcess().run("case", "lits")
        #expect(answer.code == 64)
        #expect(answer.output.isEmpty)
        #expect(answer.errors.contains("Did you mean list?"))
    }

    @Test func `ends with 77 on a laptop that is not enrolled`() throws {
        for words in [["status"], ["case", "list"], ["sync"], ["check"], ["search", "x"]] {
            let answer = try TerminalProcess().run(bytes: words.map { Array($0.utf8) })
            #expect(answer.code == 77, "\(words) \(answer)")
            #expect(answer.output.isEmpty)
        }
    }

    @Test(arguments: [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80]] as [[UInt8]])
    func `refuses broken UTF-8 with 65`(bytes: [UInt8]) throws {
        let words = ["case", "set", "C"].map { Array($0.utf8) } + [Array("name=".utf8) + bytes]
        let answer = try TerminalProcess().run(bytes: words)
        #expect(answer.code == 65)
        #expect(answer.errors.contains("UTF-8"))
    }

    @Test func `speaks Dutch where the locale says so`() throws {
        var process = TerminalProcess()
        process.environment["LC_ALL"] = "nl_NL.UTF-8"
        let answer = try process.run("status")
        #expect(answer.errors.contains("niet aangemeld"))
    }

    @Test func `welcomes on a terminal, and honours NO_COLOR`() throws {
        var process = TerminalProcess()
        process.environment["SLUIS_HOME"] = "/nonexistent/sluis"
        let coloured = try process.runOnTerminal("status")
        #expect(coloured.code == 77)
        #expect(coloured.output.contains("\u{1B}["))
        process.environment["NO_COLOR"] = "1"
        let plain = try process.runOnTerminal("status")
        #expect(!plain.output.contains("\u{1B}["))
        let home = try process.runOnTerminal()
        #expect(home.code == 0)
        #expect(home.output.contains("Welcome"))
    }
}
