internal import Foundation
internal import Testing

@testable internal import ServerCore

/// Shows that one process holds a folder at a time, and that a server is made once.
@Suite struct DataFolderTests {
    @Test func `a folder is locked by one holder until he lets go`() throws {
        let office = try TestOffice()
        var first = try office.folder.lock()
        #expect(first != nil)
        #expect(try office.folder.lock() == nil)
        first = nil
        #expect(try office.folder.lock() != nil)
    }

    @Test func `a second server is not made in a folder`() throws {
        let office = try TestOffice()
        #expect {
            try office.folder.createStore(
                schemaText: nil,
                schemaFile: "built-in",
                environment: office.world.environment
            )
        } throws: { ($0 as? OperatorError)?.code == .serverExists }
    }

    @Test func `a folder without a server says so`() throws {
        let office = try TestOffice()
        let other = DataFolder(path: office.folder.path + "/none")
        #expect { try other.lock() } throws: { ($0 as? OperatorError)?.code == .noServer }
        #expect {
            try other.openStore(environment: office.world.environment)
        } throws: { ($0 as? OperatorError)?.code == .noServer }
    }

    @Test func `the key is made once and read again`() throws {
        let office = try TestOffice()
        let again = try ServerIdentity(keptIn: office.store)
        #expect(again.signingKey.publicKey == office.service.identity.signingKey.publicKey)
        try office.store.setSetting("server.signingSeed", to: "zz")
        #expect { try ServerIdentity(keptIn: office.store) } throws: {
            ($0 as? OperatorError)?.code == .damaged
        }
    }

    @Test func `bytes read back from hexadecimal, and nothing else does`() {
        let bytes: [UInt8] = [0, 1, 15, 16, 255]
        #expect(Hexadecimal.text(of: bytes) == "00010f10ff")
        #expect(Hexadecimal.bytes(of: "00010f10ff") == bytes)
        for text in ["0", "0g", "+1", "-1", " 1"] { #expect(Hexadecimal.bytes(of: text) == nil) }
    }
}
