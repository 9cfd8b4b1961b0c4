internal import Crypto
internal import Foundation
internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows that all that can be read of a damaged store's unsent changes comes out of it, with their dots and bytes; by
/// damaging every page of the file, and every frame of the log beside it, in turn.
@Suite struct RescueTests {
    @Test(arguments: [true, false])
    func `gives out of a sound store what an upload would send`(isClosed: Bool) throws {
        let copy = try DamagedCopy(isClosed: isClosed)
        let found = try copy.rescue()
        #expect(found.isWhole)
        #expect(found.missing == 0)
        #expect(found.uploads.count == 1)
        let saves = found.uploads.flatMap { $0 }
        #expect(saves.map(\.chainHash) == copy.saves.map(\.chainHash))
        #expect(found.bySeq.mapValues(\.content) == copy.changes.mapValues(\.content))
        #expect(saves.map(\.caseNumber) == copy.saves.map(\.caseNumber))
        #expect(saves.map(\.author) == copy.saves.map(\.author))
        if !isClosed { #expect(try found.changes == copy.laptop.store.counts().pending) }
    }

    @Test(arguments: Damage.allCases)
    func `one damaged page costs the changes on it, and no other, unless it names the tables`(
        damage: Damage
    ) throws {
        let copy = try DamagedCopy(isClosed: true)
        let sound = try copy.bytes()
        let expected = copy.changes
        let pages = sound.count / PageFile.usualPageBytes
        #expect(pages > 30)
        for page in stride(from: 1, through: pages, by: damage == .blank ? 1 : 3) {
            try copy.write(sound)
            let atStake = try copy.isSchema(page) ? expected.count : copy.logRows(on: page)
            try copy.write(damage.damaged(sound, page: page))
            let found = try copy.rescue()
            let rescued = found.bySeq
            // A save whose bytes do not fit its hash goes by itself; of the first one the server knows what was before.
            for upload in found.uploads {
                for change in upload.dropFirst().flatMap(\.changes) {
                    #expect(change.content == expected[change.dot.seq]?.content, "page \(page)")
                }
            }
            // One more where the rest of a long value is on the page.
            #expect(rescued.count >= expected.count - max(1, atStake), "page \(page) \(atStake)")
            #expect(
                rescued.count + found.missing == expected.count || !found.isWhole,
                "page \(page)"
            )
            if rescued.count < expected.count { #expect(!found.isWhole, "page \(page)") }
        }
    }

    @Test func `without the first pages the rest is found by its shape`() throws {
        let copy = try DamagedCopy(isClosed: true)
        var bytes = try copy.bytes()
        for index in 0..<PageFile.usualPageBytes { bytes[index] = 0 }
        try copy.write(bytes)
        let found = try copy.rescue()
        #expect(found.bySeq.mapValues(\.content) == copy.changes.mapValues(\.content))
    }

    @Test func `behind a damaged frame of the log the later ones are read`() throws {
        let copy = try DamagedCopy(isClosed: false)
        let sound = try copy.bytes("-wal")
        let expected = copy.changes
        let frameBytes = PageFile.usualPageBytes + 24
        let frames = (sound.count - 32) / frameBytes
        #expect(frames > 60)
        var lost = 0
        for frame in stride(from: 0, to: frames, by: 7) {
            var bytes = sound
            let start = 32 + frame * frameBytes + 24
            for index in start..<start + PageFile.usualPageBytes { bytes[index] ^= 0x5A }
            try copy.write(bytes, "-wal")
            let rescued = try copy.rescue().bySeq
            for (seq, change) in rescued {
                #expect(change.content == expected[seq]?.content, "frame \(frame), change \(seq)")
            }
            lost = max(lost, expected.count - rescued.count)
        }
        #expect(lost <= 40)
        #expect(lost < expected.count / 2)
    }

    @Test func `a damaged head of the log beside the file costs nothing`() throws {
        let copy = try DamagedCopy(isClosed: false)
        var bytes = try copy.bytes("-wal")
        for index in 0..<32 { bytes[index] = 0xFF }
        try copy.write(bytes, "-wal")
        #expect(try copy.rescue().bySeq.count == copy.changes.count)
    }

    @Test func `a transaction that was never committed is not given out`() throws {
        let copy = try DamagedCopy(isClosed: false)
        let sound = try copy.bytes("-wal")
        let frameBytes = PageFile.usualPageBytes + 24
        // The last frame of the last transaction holds the mark of its commit.
        try copy.write(Array(sound.dropLast(frameBytes)), "-wal")
        let rescued = try copy.rescue().bySeq
        let last = try #require(copy.saves.last)
        #expect(rescued.count == copy.changes.count - last.changes.count)
    }

    @Test func `a save whose bytes do not fit its hash goes by itself`() throws {
        let copy = try DamagedCopy(isClosed: true)
        var bytes = try copy.bytes()
        // The value stands in the log and in the row of the case.
        let places = bytes.ranges(of: Array("Janssen 5".utf8))
        #expect(places.count >= 2)
        for place in places { bytes[place.lowerBound] = UInt8(ascii: "K") }
        try copy.write(bytes)
        let found = try copy.rescue()
        #expect(found.bySeq.count == copy.changes.count)
        let alone = found.uploads.filter { $0.count == 1 }
        #expect(alone.flatMap { $0[0].changes }.map(\.value) == [.text(Text("Kanssen 5"))])
        #expect(found.uploads.count == 3)
    }

    @Test func `what has a receipt is not given out`() throws {
        let copy = try DamagedCopy(isClosed: false)
        let receipts = copy.saves.prefix(10).flatMap(\.changes).map {
            Receipt(dot: $0.dot, status: .applied, position: Position(epoch: 1, revision: 1))
        }
        _ = try copy.laptop.store.nextUpload(after: 0, changesMax: 100_000)
        try copy.laptop.store.apply(receipts)
        copy.laptop.store.close()
        for suffix in ["", "-wal"] {
            // There may be no log any more.
            try? FileManager.default.removeItem(atPath: copy.path + suffix)
        }
        try copy.laptop.folder.snapshot(of: copy.laptop.name, as: DamagedCopy.copy)
        let found = try copy.rescue()
        #expect(found.bySeq.count == copy.changes.count - receipts.count)
        #expect(found.isWhole && found.missing == 0)
    }

    @Test func `bytes that are no store give nothing, and no trap`() throws {
        let copy = try DamagedCopy(isClosed: true)
        for suffix in ["", "-wal"] {
            for seed in 0..<40 {
                let dice = World(seed: UInt64(seed))
                let count = [0, 1, 99, 4096, 40_000, 100_001][seed % 6]
                let noise = (0..<count).map { _ in UInt8(truncatingIfNeeded: dice.random()) }
                try copy.write(noise, suffix)
                _ = try copy.rescue()
            }
        }
        #expect(try copy.rescue().changes == 0)
    }

    @Test func `where there is no file it says so`() throws {
        let copy = try DamagedCopy(isClosed: true)
        try FileManager.default.removeItem(atPath: copy.path)
        expectError(.missing) { _ = try copy.rescue() }
    }

    /// What happened to a page.
    enum Damage: CaseIterable {
        /// All zeros.
        case blank
        /// The second half is older, or was never written.
        case torn
        /// Some bits are others.
        case flips

        func damaged(_ bytes: [UInt8], page: Int) -> [UInt8] {
            var bytes = bytes
            let start = (page - 1) * PageFile.usualPageBytes
            let end = start + PageFile.usualPageBytes
            switch self {
            case .blank: for index in start..<end { bytes[index] = 0 }
            case .torn: for index in start + 2048..<end { bytes[index] = 0 }
            case .flips:
                let world = World(seed: UInt64(page))
                for _ in 0..<20 {
                    let place = start + Int(world.random() % UInt64(PageFile.usualPageBytes))
                    bytes[place] ^= UInt8(truncatingIfNeeded: world.random() | 1)
                }
            }
            return bytes
        }
    }
}
