internal import Foundation
internal import SyncModel
internal import SyncStore
internal import Testing

@testable internal import ServerCore

/// Shows what the journal outside the database survives: a torn last line, a lost file, a crash between the commit and
/// the writing; and that an altered or missing line is found.
@Suite struct JournalTests {
    /// A server with some acts of authority, a backup between them, and its journal.
    private final class Scene {
        let office: TestOffice
        let backup: String

        init() throws {
            office = try TestOffice()
            backup = office.folder.path + ".backup"
            _ = try office.run(UserAdd(user: "anna", role: "counsellor"))
            _ = try office.store.backUp(to: backup, environment: office.world.environment)
        }

        /// Adds users after the backup; then the server ends.
        func end(adding users: String...) throws {
            for user in users { _ = try office.run(UserAdd(user: user, role: "counsellor")) }
            office.store.close()
        }

        /// Starts the server again, and ends it.
        func restart() throws {
            try office.folder.openStore(environment: office.world.environment).close()
        }

        /// The entries of a journal, without their signatures.
        func entries(of path: String) throws -> [[String]] {
            try lines(of: path).map { line in
                let parts = line.split(separator: " ").map(String.init)
                return [parts[0], parts[1], parts[parts.count - 1]]
            }
        }

        deinit {
            for path in [backup, backup + ".journal", backup + ".second"] { unlink(path) }
        }

        var journal: String { office.folder.journalPath }

        func lines(of path: String) throws -> [String] {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            return text.split(separator: "\n").map(String.init)
        }

        /// Restores into a folder of its own; the users that are known there.
        func restored(journal: String? = nil) throws -> (facts: RestoreFacts, users: [String]) {
            let folder = DataFolder(path: office.folder.path + ".restored")
            defer { removeFolder(folder.path) }
            let environment = office.world.environment
            let facts = try folder.restore(
                from: backup,
                journal: journal,
                environment: environment
            )
            let store = try folder.openStore(environment: environment)
            defer { store.close() }
            return (facts, try store.users().map(\.name).sorted())
        }

        private func removeFolder(_ path: String) {
            // What is left there is the system's to remove.
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    @Test func `what came after the backup holds again, and goes on in the new journal`() throws {
        let scene = try Scene()
        try scene.end(adding: "bram")
        let (facts, users) = try scene.restored()
        #expect(facts.epoch == 2)
        #expect(facts.replayed == 1)
        #expect(users.contains("bram"))
        // The journal beside the backup tells of that restore, too: the next one is no other branch.
        let again = try scene.restored(journal: scene.backup + ".journal").facts
        #expect(again.epoch == 3)
        #expect(again.replayed == 2)
    }

    @Test func `a last line that was torn off counts as never written, and is written again`()
        throws
    {
        let scene = try Scene()
        try scene.end(adding: "bram")
        let whole = try #require(FileManager.default.contents(atPath: scene.journal))
        for cut in [1, 40, 100] {
            try whole.dropLast(cut).write(to: URL(fileURLWithPath: scene.journal))
            let facts = try scene.restored(journal: scene.journal).facts
            #expect(facts.replayed == 0, "cut \(cut)")
        }
        let number = try scene.lines(of: scene.journal).count
        try scene.restart()
        #expect(try scene.lines(of: scene.journal).count == number)
        #expect(FileManager.default.contents(atPath: scene.journal)?.count == whole.count)
        #expect(try scene.restored(journal: scene.journal).facts.replayed == 1)
    }

    @Test func `what a crash kept from the files is written at the next opening`() throws {
        let scene = try Scene()
        try scene.end(adding: "bram")
        let files = [scene.journal, scene.backup + ".journal"]
        let whole = try files.map { try scene.entries(of: $0) }
        #expect(whole.map(\.count) == [3, 2])
        // As if the process ended after the commit.
        for file in files {
            let text = try scene.lines(of: file).dropLast().joined(separator: "\n") + "\n"
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        }
        try scene.restart()
        #expect(try files.map { try scene.entries(of: $0) } == whole)
    }

    @Test func `a lost journal is written anew, and restore says when there is none`() throws {
        let scene = try Scene()
        try scene.end()
        let whole = try scene.entries(of: scene.journal)
        unlink(scene.journal)
        try scene.restart()
        #expect(try scene.entries(of: scene.journal) == whole)
        unlink(scene.journal)
        unlink(scene.backup + ".journal")
        let (facts, users) = try scene.restored()
        #expect(facts.journal == nil)
        #expect(facts.replayed == nil)
        #expect(users.contains("anna"))
    }

    @Test func `an altered, a missing and a foreign line are found, and nothing is restored`()
        throws
    {
        let scene = try Scene()
        try scene.end(adding: "bram", "carla")
        let lines = try scene.lines(of: scene.journal)
        let last = lines.count - 1
        let parts = lines[last].split(separator: " ").map(String.init)
        let body = (parts[3].hasPrefix("A") ? "B" : "A") + parts[3].dropFirst()
        var altered = lines
        altered[last] = [parts[0], parts[1], parts[2], body].joined(separator: " ")
        var missing = lines
        missing.remove(at: last - 1)
        var unsigned = lines
        let signature = String(repeating: "0", count: parts[2].utf8.count)
        unsigned[last] = [parts[0], parts[1], signature, parts[3]].joined(separator: " ")
        for damaged in [altered, missing, unsigned] {
            let text = damaged.joined(separator: "\n") + "\n"
            try Data(text.utf8).write(to: URL(fileURLWithPath: scene.journal))
            #expect {
                try scene.restored(journal: scene.journal)
            } throws: { ($0 as? OperatorError)?.code == .journalDamaged }
            #expect(!FileManager.default.fileExists(atPath: scene.office.folder.path + ".restored"))
        }
    }

    @Test func `a backup of a restored server does not replay its journal twice`() throws {
        let scene = try Scene()
        try scene.end(adding: "bram")
        let folder = DataFolder(path: scene.office.folder.path + ".first")
        let environment = scene.office.world.environment
        _ = try folder.restore(from: scene.backup, journal: nil, environment: environment)
        let store = try folder.openStore(environment: environment)
        let second = scene.backup + ".second"
        let facts = try store.backUp(to: second, environment: environment)
        #expect(facts.epoch == 2)
        store.close()
        let again = DataFolder(path: scene.office.folder.path + ".again")
        let restored = try again.restore(from: second, journal: nil, environment: environment)
        #expect(restored.epoch == 3)
        #expect(restored.replayed == 0)
        for path in [folder.path, again.path] { try FileManager.default.removeItem(atPath: path) }
        unlink(second + ".journal")
    }
}
