internal import Foundation
internal import GRDB
internal import SyncModel
internal import Synchronization
internal import Testing

@testable internal import SyncStore

/// Shows that an acknowledged save survives kills, failed commits, a full disk and other programs.
@Suite struct StoreFaultTests {
    private let world = World()
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// Fails commits when it is told to.
    private final class Fault: Sendable {
        struct Failure: Error {}
        private let step = Mutex<CommitStep?>(nil)

        func fail(_ step: CommitStep?) { self.step.withLock { $0 = step } }

        func check(_ now: CommitStep) throws {
            if step.withLock({ $0 }) == now { throw Failure() }
        }
    }

    private func laptop(_ fault: Fault) throws -> TestLaptop {
        var environment = world.environment
        environment.commitFault = { try fault.check($0) }
        return try TestLaptop(folder: folder, world: world, environment: environment)
    }

    private func open(_ name: String, wait: Duration = .milliseconds(10)) throws -> Store {
        var environment = world.environment
        environment.lockWait = wait
        return try Store.open(
            at: folder.file(name),
            side: .laptop,
            environment: environment
        ) { _ in .sample() }
    }

    @Test func `knows that a commit that was not written is not saved`() throws {
        let fault = Fault()
        let laptop = try laptop(fault)
        let id = try laptop.newCase()
        fault.fail(.before)
        expectError(.notSaved) { try laptop.set(id, "number", .text("1")) }
        fault.fail(nil)
        #expect(try laptop.value(id, "number") == .null)
        #expect(try laptop.set(id, "number", .text("2")) == 1)
        #expect(try laptop.store.head().seq == 2)
        try laptop.expectSound()
    }

    @Test func `knows that a commit that was written in spite of an error is saved`() throws {
        let fault = Fault()
        let laptop = try laptop(fault)
        let id = try laptop.newCase()
        fault.fail(.after)
        #expect(try laptop.set(id, "number", .text("1")) == 1)
        fault.fail(nil)
        #expect(try laptop.value(id, "number") == .text("1"))
        #expect(try laptop.store.head().seq == 2)
        try laptop.expectSound()
    }

    @Test func `looks receipts, pages and marks up after a failed commit`() throws {
        let fault = Fault()
        let laptop = try laptop(fault)
        let server = PageMaker(world: world)
        let id = CaseID(world.identifier())
        let page = server.wholeCase(id, ["number": .text("A")])
        fault.fail(.before)
        expectError(.notSaved) { _ = try laptop.store.apply(page) }
        fault.fail(.after)
        _ = try laptop.store.apply(page)
        try laptop.set(id, "number", .text("B"))
        #expect(try laptop.upload().count == 1)
        fault.fail(.before)
        let receipt = Receipt(
            dot: Dot(incarnation: laptop.store.incarnation, seq: 1),
            status: .applied,
            position: server.advance(id)
        )
        expectError(.notSaved) { try laptop.store.apply([receipt]) }
        #expect(try laptop.store.counts().pending == 1)
        fault.fail(nil)
        try laptop.store.apply([receipt])
        #expect(try laptop.store.counts().pending == 0)
        try laptop.expectSound()
    }

    @Test func `holds every acknowledged save after a kill`() throws {
        let laptop = try TestLaptop(folder: folder, world: world)
        let id = try laptop.newCase()
        for count in 1...20 {
            try laptop.set(id, "visits.planned", .integer(Int64(count)))
            try folder.snapshot(of: "laptop.db", as: "copy\(count).db")
        }
        for count in 1...20 {
            let copy = try open("copy\(count).db")
            #expect(try copy.head().seq == UInt64(count) + 1)
            let field = try copy.caseFile(id)?.records.first?.fields
                .first { $0.name == "visits.planned" }
            #expect(field?.value == .integer(Int64(count)))
            #expect(try copy.check().allSatisfy(\.ok))
            copy.close()
        }
    }

    @Test func `opens on the last whole save when the log is cut anywhere`() throws {
        let laptop = try TestLaptop(folder: folder, world: world)
        let id = try laptop.newCase()
        laptop.store.close()
        try laptop.reopen()
        for count in 1...4 { try laptop.set(id, "visits.planned", .integer(Int64(count))) }
        let log = try Data(contentsOf: URL(fileURLWithPath: folder.file("laptop.db-wal")))
        var last: UInt64 = 2
        for size in stride(from: 0, through: log.count, by: 1000) {
            let name = "cut\(size).db"
            try FileManager.default.copyItem(
                atPath: folder.file("laptop.db"),
                toPath: folder.file(name)
            )
            try log.prefix(size).write(to: URL(fileURLWithPath: folder.file(name + "-wal")))
            let copy = try open(name)
            let seq = try copy.head().seq
            #expect(seq == last || seq == last + 1 || size == 0)
            last = seq
            #expect(try copy.check().allSatisfy(\.ok))
            copy.close()
        }
        #expect(last >= 4)
    }

    @Test func `lets one program in at a time`() throws {
        let laptop = try TestLaptop(folder: folder, world: world)
        try laptop.newCase()
        expectError(.busy) { _ = try open("laptop.db") }
        laptop.store.close()
        let second = try open("laptop.db")
        #expect(try second.cases(includingDeleted: false).count == 1)
        expectError(.unknown) { try laptop.newCase() }
    }

    @Test func `computes the hash anew when another program wrote to the file`() throws {
        let laptop = try TestLaptop(folder: folder, world: world)
        let server = PageMaker(world: world)
        let id = CaseID(world.identifier())
        _ = try laptop.store.apply(server.wholeCase(id, ["number": .text("A")]))
        let hash = try laptop.store.stateHash()
        #expect(hash != .empty)
        try laptop.reopen()
        #expect(try laptop.store.read { $0.hashesAreTrusted })
        #expect(try laptop.store.stateHash() == hash)
        laptop.store.close()
        let queue = try DatabaseQueue(path: folder.file("laptop.db"))
        try queue.write { try $0.execute(sql: "UPDATE kind_case SET number = 'B'") }
        try queue.close()
        try laptop.reopen()
        let report = try laptop.store.check().filter { !$0.ok }
        #expect(report.map(\.name) == ["stateHash"])
        #expect(try laptop.store.stateHash() != hash)
        try laptop.reopen()
        #expect(try laptop.store.stateHash() != hash)
        try laptop.expectSound()
    }

    @Test func `leaves no mark while open, and trusts none after a kill`() throws {
        let laptop = try TestLaptop(folder: folder, world: world)
        laptop.store.close()
        #expect(FileManager.default.fileExists(atPath: folder.file("laptop.db.mark")))
        try laptop.reopen()
        #expect(!FileManager.default.fileExists(atPath: folder.file("laptop.db.mark")))
        try laptop.newCase()
        try folder.snapshot(of: "laptop.db", as: "killed.db")
        let killed = try open("killed.db")
        #expect(try killed.read { $0.hashesAreTrusted } == false)
        killed.close()
        #expect(!FileManager.default.fileExists(atPath: folder.file("killed.db.mark")))
    }

    @Test(.enabled(if: geteuid() == 0, "needs to mount a small file system"))
    func `says not saved on a full disk, and goes on when there is room`() throws {
        let small = folder.file("small")
        try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: true)
        try run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small)
        defer { try? run("umount", "-l", small) }
        let laptop = try TestLaptop(folder: try Folder(in: small), world: world)
        let id = try laptop.newCase()
        let filler = small + "/filler"
        try Data(count: 200_000).write(to: URL(fileURLWithPath: filler))
        var saved = 0
        var refused: StoreError.Code?
        for count in 1...200 where refused == nil {
            do {
                let text = String(repeating: "\(count % 10)", count: 15_000)
                saved += try laptop.set(id, "person.givenNames", .text(Text(text)))
            } catch let error as StoreError {
                refused = error.code
            }
        }
        #expect(refused == .notSaved)
        #expect(saved > 5)
        #expect(try laptop.store.head().seq == UInt64(saved) + 1)
        #expect(try laptop.file(id).records.count == 1)
        try FileManager.default.removeItem(atPath: filler)
        #expect(try laptop.set(id, "number", .text("1")) == 1)
        try laptop.expectSound()
        laptop.store.close()
    }

    @Test func `does not open a folder or an unreadable path`() throws {
        #expect(throws: StoreError.self) { try open("") }
        expectError(.missing) { _ = try open("none/none.db") }
        expectError(.notSaved) {
            _ = try TestLaptop(folder: folder, world: world, name: "none/none.db")
        }
    }

    private func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    @Test(arguments: [
        (ResultCode.SQLITE_ERROR, StoreError.Code.fault), (.SQLITE_MISUSE, .fault),
        (.SQLITE_CONSTRAINT_UNIQUE, .fault), (.SQLITE_MISMATCH, .fault), (.SQLITE_RANGE, .fault),
        (.SQLITE_CORRUPT, .corrupt), (.SQLITE_NOTADB, .corrupt), (.SQLITE_FULL, .notSaved),
        (.SQLITE_IOERR_FSYNC, .notSaved), (.SQLITE_BUSY, .busy),
    ])
    func `a mistake of the program is told from a failed disk`(
        result: ResultCode,
        code: StoreError.Code
    ) {
        #expect(StoreError(wrapping: DatabaseError(resultCode: result)).code == code)
    }
}
