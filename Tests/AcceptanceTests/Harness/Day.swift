import Foundation
import Testing

/// The usual start of a story: a server, laptops of coordinators, and one case that all of them hold.
struct Day {
    /// The server.
    let office: Office
    /// The laptops, all synced.
    let laptops: [Laptop]
    /// The id of the case.
    let caseID: String

    /// All orders in which three laptops can sync.
    static let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

    private static let names = ["anna", "bert", "carla", "dirk"]

    init(_ words: Vocabulary, laptops count: Int, fields: [String] = []) throws {
        office = try Office(schema: words.schema)
        var laptops: [Laptop] = []
        for index in 0..<count { laptops.append(try office.laptop(Self.names[index])) }
        self.laptops = laptops
        let start = fields.isEmpty ? words.required : fields
        let made = try expectDone(laptops[0].run(["case", "new"] + start))
        caseID = made["id"].text
        try #require(!caseID.isEmpty)
        for laptop in laptops { try laptop.sync() }
    }

    /// Syncs each laptop twice: then each has all that the others sent.
    func syncAll() throws {
        for _ in 0..<2 { for laptop in laptops { try laptop.sync() } }
    }

    /// Expects that the server and each laptop show the value.
    func expectShown(
        _ field: String,
        _ value: JSON,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let served = try office.done("case", "show", caseID, at: location)
        #expect(served["fields"][field]["value"] == value, "server", sourceLocation: location)
        for laptop in laptops {
            let shown = try laptop.value(caseID, field, at: location)
            #expect(shown == value, "\(laptop.user)", sourceLocation: location)
        }
    }

    /// Expects that all laptops, once synced, have the same state, nothing pending, and all checks hold.
    func expectAgreement(at location: SourceLocation = #_sourceLocation) throws {
        var hashes: Set<JSON> = []
        for laptop in laptops {
            let synced = try laptop.sync(at: location)
            #expect(synced["stateHash"] != .null, sourceLocation: location)
            hashes.insert(synced["stateHash"])
            #expect(try laptop.done("status")["pending"] == 0, sourceLocation: location)
            try laptop.expectSound(at: location)
        }
        #expect(hashes.count == 1, "state hashes differ", sourceLocation: location)
        try expectDone(office.run(["check"]), at: location)
    }
}
