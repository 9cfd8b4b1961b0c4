import SyncModel
import Testing

@testable import SyncMerge

/// Shows that `docs/RECEIPTS.md` says what the merge answers: the table there is the input of this test.
@Suite struct ReceiptTableTests {
    private static let policies: [String: MergePolicy] = [
        "queue": .queue,
        "lww": .lww,
        "decide": .decide,
        "append": .append,
        "set": .set,
        "text": .text,
        "restrictive": .restrictive(protective: ["withdrawn"]),
        "owner": .owner(.benefitOfficer),
        "server": .server,
    ]

    @Test func `each cell of the table is what the merge answers`() throws {
        let table = try ReceiptTable.read()
        #expect(Set(table.policies) == Set(Self.policies.keys))
        #expect(table.rows.map(\.situation) == Situation.all.map(\.name))
        for (row, situation) in zip(table.rows, Situation.all) {
            var answers: [String] = []
            for name in table.policies {
                let policy = try #require(Self.policies[name])
                var story = Scenario(policy)
                let receipt = situation.play(&story, Situation.sample(of: policy))
                answers.append(receipt?.rawValue ?? "–")
                #expect(story.isAgreed, "\(situation.name), \(name)")
            }
            #expect(
                row.cells == answers,
                "| \(situation.name) | \(answers.joined(separator: " | ")) |"
            )
        }
    }

    @Test func `each receipt stands in the table`() throws {
        let table = try ReceiptTable.read()
        let receipts = Set(table.rows.flatMap(\.cells)).subtracting(["–"])
        #expect(receipts == Set(ReceiptStatus.allCases.map(\.rawValue)))
    }
}
