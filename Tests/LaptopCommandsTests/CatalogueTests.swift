import ArgumentParser
import Foundation
import Testing

@testable import LaptopCommands

/// Shows that every text exists in both languages, is short, and is what the docstrings say.
@Suite struct CatalogueTests {
    @Test(arguments: Message.allCases)
    func `has every text in both languages, with the same places`(message: Message) throws {
        let translation = try #require(Catalogue.all[message])
        #expect(!translation.nl.isEmpty)
        #expect(!translation.en.isEmpty)
        #expect(Self.places(translation.nl) == Self.places(translation.en))
    }

    @Test func `has no text twice under one name`() {
        let parts = [
            Catalogue.failures, Catalogue.usage, Catalogue.safety, Catalogue.next,
            Catalogue.output, Catalogue.help,
        ]
        #expect(parts.reduce(0) { $0 + $1.count } == Message.allCases.count)
    }

    @Test(arguments: Message.allCases)
    func `keeps sentences to at most 20 words`(message: Message) throws {
        // The list of exit codes is a list, not a sentence.
        if message == .helpRootMore { return }
        let translation = try #require(Catalogue.all[message])
        for text in [translation.nl, translation.en] {
            for sentence in text.split(whereSeparator: { ".?!;:".contains($0) }) {
                let words = sentence.split(separator: " ")
                #expect(words.count <= 20, "\(sentence)")
            }
        }
    }

    @Test func `fills places once, and makes what fills them harmless`() {
        let text = Message.caseUnknown.text(.en, ["case": "{case}\u{1B}[31m"])
        #expect(text == "There is no case {case}\\u{1B}[31m here.")
    }

    @Test(arguments: Self.commands)
    func `describes each command by its docstring`(command: any ParsableCommand.Type) throws {
        let abstract = command.configuration.abstract
        let source = try Self.source(of: command)
        let declaration = "struct \(command): "
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        let place = try #require(lines.firstIndex { $0.hasPrefix(declaration) })
        let docstring = lines[..<place].reversed().prefix { $0.hasPrefix("///") }.last ?? ""
        #expect(docstring == "/// \(abstract)")
    }

    static var commands: [any ParsableCommand.Type] {
        func below(_ command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
            [command] + command.configuration.subcommands.flatMap(below)
        }
        return below(RootCommand.self)
    }

    private static func source(of command: any ParsableCommand.Type) throws -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/LaptopCommands/Commands")
        let own = folder.appending(path: "\(command).swift")
        let file =
            FileManager.default.fileExists(atPath: own.path)
            ? own : folder.appending(path: "RootCommand.swift")
        return try String(contentsOf: file, encoding: .utf8)
    }

    private static func places(_ text: String) -> Set<Substring> {
        Set(text.matches(of: /\{[a-z]+\}/).map(\.output))
    }
}
