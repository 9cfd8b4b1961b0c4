import Foundation
import SyncModel
import Testing

@testable import LaptopCommands

/// Shows that what stands in the folder is for its owner alone, and comes back as it was written.
@Suite struct IdentityTests {
    private func withFolder(_ body: (DataFolder) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "sluis-test-\(UUID())/a/b").path
        let folder = DataFolder(environment: ["SLUIS_HOME": path])
        try folder.make()
        defer {
            // What cannot be removed stays in the temporary folder.
            try? FileManager.default.removeItem(atPath: path)
        }
        try body(folder)
    }

    @Test func `comes back as written, before and after enrolment`() throws {
        try withFolder { folder in
            #expect(try Identity.load(folder) == nil)
            var identity = Identity.generate(deviceName: "laptop-é \"1\"")
            try identity.save(folder)
            let before = try #require(try Identity.load(folder))
            #expect(before.membership == nil)
            #expect(before.replica == identity.replica)
            #expect(before.signingSeed == identity.signingSeed)
            identity.membership = Identity.Membership(
                url: "http://127.0.0.1:1",
                server: ReplicaID(Identifier128(high: 1, low: 2)),
                serverKey: [UInt8](repeating: 9, count: 32),
                user: "anna",
                role: .idDesk
            )
            try identity.save(folder)
            let after = try #require(try Identity.load(folder))
            #expect(after.membership == identity.membership)
            #expect(after.incarnation == identity.incarnation)
            #expect(after.sealingKey?.count == 32)
            #expect(after.deviceName == identity.deviceName)
        }
    }

    @Test func `is for its owner alone`() throws {
        try withFolder { folder in
            try Identity.generate(deviceName: "x").save(folder)
            try StoreLock.hold(folder.lock) {}
            let manager = FileManager.default
            func mode(_ path: String) throws -> Int? {
                try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            }
            #expect(try mode(folder.path) == 0o700)
            #expect(try mode(folder.identity) == 0o600)
            #expect(try mode(folder.lock) == 0o600)
        }
    }

    @Test(arguments: ["", "{", "{}", "{\"replica\":1}", "[]"])
    func `says so when it is damaged`(text: String) throws {
        try withFolder { folder in
            try DurableFile.write(text, to: folder.identity, in: folder.path)
            let failure = try #require(throws: CommandFailure.self) { try Identity.load(folder) }
            #expect(failure.exit == .disk)
        }
    }

    @Test(arguments: [
        (["SLUIS_HOME": "/a", "XDG_DATA_HOME": "/b"], "/a"),
        (["SLUIS_HOME": "", "XDG_DATA_HOME": "/b"], "/b/sluis"),
        (["HOME": "/h"], "/h/.local/share/sluis"),
    ])
    func `stands where the environment says`(environment: [String: String], path: String) {
        #expect(DataFolder(environment: environment).path == path)
    }

    @Test(arguments: [
        ([:], Language.en), (["LANG": "nl_NL.UTF-8"], .nl),
        (["LANG": "nl_NL.UTF-8", "LC_ALL": "C"], .en), (["LC_MESSAGES": "nl_BE"], .nl),
        (["LC_ALL": "", "LANG": "nl"], .nl),
    ])
    func `speaks the reader's language`(environment: [String: String], language: Language) {
        #expect(Language(environment: environment) == language)
    }

    @Test func `reads hexadecimal digits and nothing else`() {
        #expect(Hexadecimal.bytes("00ff10") == [0, 255, 16])
        #expect(Hexadecimal.text([0, 255, 16]) == "00ff10")
        for text in ["0", "0g", "００"] { #expect(Hexadecimal.bytes(text) == nil) }
    }
}
