import SyncEngine
import SyncModel
import SyncStore
import Testing

@testable import LaptopCommands

/// Shows which ids and keys a folder asks to be admitted with.
@Suite struct ApplicantTests {
    private let enrolled: EnrolledFolder

    init() throws { enrolled = try EnrolledFolder() }

    private var session: Session {
        Session(
            environment: ["SLUIS_HOME": enrolled.folder.path],
            language: .en,
            console: Console(environment: [:]),
            isJSON: true
        )
    }

    private func prepare() throws -> Applicant {
        try Applicant.prepare(session, device: nil, hostName: "host")
    }

    private func withStore<Result>(_ body: (Store) throws -> Result) throws -> Result {
        try LockedStore.run(enrolled.folder, body)
    }

    @Test func `an ordinary folder asks again with what it has`() throws {
        let before = try #require(try Identity.load(enrolled.folder))
        let applicant = try prepare()
        #expect(applicant.identity == before)
        #expect(applicant.origin == nil)
    }

    @Test func `a cloned one asks as another replica, with the same ids until it is admitted`()
        throws
    {
        let before = try #require(try Identity.load(enrolled.folder))
        try withStore { try Clones.note(in: $0) }
        let first = try prepare()
        #expect(first.identity.replica != before.replica)
        #expect(first.identity.incarnation != before.incarnation)
        #expect(first.identity.signingSeed != before.signingSeed)
        #expect(first.identity.membership == before.membership)
        let origin = try #require(first.origin)
        #expect(origin.incarnation == first.identity.incarnation)
        #expect(origin.parent == before.incarnation)
        #expect(origin.fork == .none)
        let second = try prepare()
        #expect(second.identity == first.identity)
        #expect(second.origin == origin)
        try withStore { try $0.rejoin(as: first.identity.replica, origin) }
        #expect(try withStore { try !Clones.isFound(in: $0) })
        let third = try prepare()
        #expect(third.identity == first.identity)
        #expect(third.origin == nil)
    }

    @Test func `the store's incarnation counts, not the file's beside it`() throws {
        try withStore { try $0.openChild(after: .none) }
        let now = try withStore { $0.incarnation }
        #expect(try prepare().identity.incarnation == now)
        #expect(try withStore { try $0.origins() }.map(\.incarnation) == [now])
    }
}
