/// A text for one rule, to show what the rule finds and what it leaves alone.
struct Sample: Sendable, CustomStringConvertible {
    let rule: @Sendable (SourceFile) -> [Finding]
    let path: String
    let text: String

    var description: String { "\(path): \(text.prefix(60))" }

    init(
        _ rule: @escaping @Sendable (SourceFile) -> [Finding],
        _ text: String,
        path: String = "Sources/SyncModel/Sample.swift"
    ) {
        self.rule = rule
        self.path = path
        self.text = text
    }

    /// One finding each.
    static let broken: [Sample] = [
        Sample(Tidy.lineLength, "let long = 1 // " + String(repeating: "x", count: 120)),
        Sample(Tidy.fileLength, String(repeating: "let x = 1\n", count: 401)),
        Sample(Tidy.functionLength, longFunction(lines: 61)),
        Sample(Tidy.forcing, "let value = list.first!"),
        Sample(Tidy.forcing, "let value = try! read()"),
        Sample(Tidy.forcing, "let value = thing as! Int"),
        Sample(Tidy.forcing, "var value: Int!"),
        Sample(Tidy.bannedCalls, "func stop() { fatal" + "Error(\"no\") }"),
        Sample(Tidy.leftovers, "// TO" + "DO: later"),
        Sample(Tidy.leftovers, "/* FIX" + "ME */"),
        Sample(Tidy.outsideCalls, "let now = Date()"),
        Sample(Tidy.outsideCalls, "let id = UUID()"),
        Sample(Tidy.outsideCalls, "let dice = Int.random(in: 1...6)"),
        Sample(Tidy.outsideCalls, "print(\"hello\")"),
        Sample(Tidy.outsideCalls, "let home = ProcessInfo.processInfo.environment"),
        Sample(Tidy.unsafeConcurrency, "final class Box: @unchecked Sendable {}"),
        Sample(Tidy.unsafeConcurrency, "nonisolated(unsafe) var count = 0"),
        Sample(Tidy.unsafeConcurrency, "@preconcurrency import Foundation"),
        Sample(Tidy.undocumentedThrows, "/// Reads.\npublic func read() throws {}"),
        Sample(
            Tidy.undocumentedThrows,
            "/// Reads.\npublic protocol Reader {\n    /// Reads.\n    func read() throws(Failure)\n}"
        ),
        Sample(Tidy.undocumentedThrows, "/// Reads.\npublic init(\n    path: String\n) throws {}"),
        Sample(Tidy.silencedErrors, "let text = try? read()"),
        Sample(
            Tidy.testsWithoutExpectation,
            "@Test(arguments: [1]) func `adds`(value: Int) { _ = value + 1 }",
            path: "Tests/SampleTests/Sample.swift"
        ),
    ]

    /// No finding each.
    static let sound: [Sample] = [
        Sample(Tidy.lineLength, "let long = 1 // " + String(repeating: "x", count: 104)),
        Sample(Tidy.fileLength, String(repeating: "let x = 1\n", count: 400)),
        Sample(Tidy.functionLength, longFunction(lines: 60)),
        Sample(Tidy.forcing, "if left != right, !done { print(\"no!\") } // really!"),
        Sample(Tidy.forcing, "let text = \"\"\"\n    value!\n    \"\"\""),
        Sample(Tidy.forcing, "let text = #\"a\"! b\"#"),
        Sample(Tidy.forcing, "let text = \"x \\(list.map { \"\\($0)!\" }.joined()) y!\""),
        Sample(Tidy.outsideCalls, "func date(_ now: Date) -> Date { now }"),
        Sample(Tidy.outsideCalls, "let now = Date()", path: "Sources/LaptopCommands/Sample.swift"),
        Sample(Tidy.outsideCalls, "// Date() is a parameter"),
        Sample(
            Tidy.undocumentedThrows,
            "/// Reads.\n///\n/// - Throws: `Failure`.\n@discardableResult\npublic func read() throws {}"
        ),
        Sample(Tidy.undocumentedThrows, "func read() throws {}"),
        Sample(Tidy.undocumentedThrows, "public func run(_ body: () throws -> Void) {}"),
        Sample(Tidy.silencedErrors, "// Gone already is as good.\ntry? remove()"),
        Sample(
            Tidy.testsWithoutExpectation,
            "@Test func `adds`() { #expect(1 + 1 == 2) }",
            path: "Tests/SampleTests/Sample.swift"
        ),
    ]

    private static func longFunction(lines: Int) -> String {
        "func work() {\n" + String(repeating: "    step()\n", count: lines - 2) + "}\n"
    }
}
