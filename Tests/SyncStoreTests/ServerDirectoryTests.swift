internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows users, devices, one-time codes, and how cases get their numbers.
@Suite struct ServerDirectoryTests {
    private func device(_ home: ServerWorld) -> Device {
        Device(
            replica: ReplicaID(home.world.identifier()),
            incarnation: IncarnationID(home.world.identifier()),
            user: "",
            name: "laptop",
            signingKey: [1],
            sealingKey: [2]
        )
    }

    @Test func `users are kept by name and changed`() throws {
        let home = try ServerWorld()
        try home.store.put(User(name: "anna", role: .counsellor, isEnabled: false))
        let users = try home.store.users()
        #expect(users.map(\.name) == ["anna", "bram", "carla", "operator"])
        #expect(users[0] == User(name: "anna", role: .counsellor, isEnabled: false))
    }

    @Test func `a one-time code admits one device, once, and in time`() throws {
        let home = try ServerWorld()
        let now = home.world.now
        let code: [UInt8] = Array(repeating: 7, count: 32)
        try home.store.put(Invitation(codeHash: code, user: "anna", expires: now))
        let late = now.advanced(byMilliseconds: 1)
        #expect(
            try home.store.redeem(codeHash: code, for: device(home), origin: nil, now: late) == nil
        )
        #expect(
            try home.store.redeem(codeHash: [8], for: device(home), origin: nil, now: now) == nil
        )
        #expect(try home.store.devices().isEmpty)
        let admitted = device(home)
        #expect(
            try home.store.redeem(codeHash: code, for: admitted, origin: nil, now: now) == "anna"
        )
        #expect(try home.store.device(admitted.replica)?.user == "anna")
        #expect(
            try home.store.redeem(codeHash: code, for: device(home), origin: nil, now: now) == nil
        )
        #expect(try home.store.devices().count == 1)
    }

    @Test func `a device says how far its chain is here`() throws {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        _ = anna.makeCase([("person.familyName", "A")])
        let last = try #require(anna.saves.last)
        try anna.push()
        #expect(try home.store.device(anna.replica)?.acceptedSeq == 2)
        #expect(
            try home.store.known(of: anna.incarnation) == ChainHead(seq: 2, hash: last.chainHash)
        )
        #expect(try home.store.known(of: IncarnationID(home.world.identifier())) == .none)
    }

    @Test func `blocks of numbers never overlap, and years count apart`() throws {
        let home = try ServerWorld()
        let (one, two) = (ReplicaID(home.world.identifier()), ReplicaID(home.world.identifier()))
        let first = try home.store.reserveNumbers(for: one, prefix: "SAM", year: 2023, count: 20)
        let second = try home.store.reserveNumbers(for: two, prefix: "SAM", year: 2023, count: 5)
        let other = try home.store.reserveNumbers(for: one, prefix: "SAM", year: 2024, count: 5)
        #expect(first == NumberBlock(prefix: "SAM", year: 2023, first: 1, last: 20))
        #expect(second == NumberBlock(prefix: "SAM", year: 2023, first: 21, last: 25))
        #expect(other.first == 1)
    }

    @Test func `a reserved number stays, any other gets the next of its year`() throws {
        let home = try ServerWorld()
        let (anna, bram) = (try home.laptop("anna"), try home.laptop("bram"))
        let block = try home.store.reserveNumbers(
            for: anna.replica,
            prefix: "SAM",
            year: 2023,
            count: 3
        )
        #expect(block.first == 1)
        let number = { home.world.environment.caseNumber("SAM", 2023, $0) }
        let numbers = [number(2), number(2), "TMP-00ab", number(9999), "SAM-2023-0002", nil]
        let ids = numbers.map { anna.makeCase(number: $0) }
        let foreign = bram.makeCase(number: number(3))
        try anna.sync()
        try bram.sync()
        try anna.pull()
        let given = ids.map { anna.mirror.numbers[$0] ?? "" }
        #expect(given[0] == number(2))
        #expect(given[1...] == [number(4), number(5), number(6), number(7), number(8)])
        #expect(bram.mirror.numbers[foreign] == number(9))
        let found = try home.store.read { session in
            try session.prepare("SELECT \"case\" FROM case_numbers WHERE number = 'TMP-00ab'")
                .all { $0.integer(0) }
        }
        #expect(found.count == 1)
    }

    @Test func `who makes a case is assigned to it`() throws {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        let id = anna.makeCase()
        try anna.push()
        #expect(try home.store.assigned(id) == ["anna"])
        #expect(throws: StoreError.self) { try home.store.assign(id, to: "nobody") }
        #expect(throws: StoreError.self) {
            try home.store.assign(CaseID(home.world.identifier()), to: "anna")
        }
        #expect(try home.store.unassign(id, from: "anna") == [])
        #expect(try home.store.unassign(id, from: "anna") == [])
        #expect(try home.faults().isEmpty)
    }
}
