internal import Foundation
internal import Glibc
internal import Logging
internal import NIOCore
internal import ServerCore
internal import SyncStore
internal import SyncTesting
internal import Synchronization

@testable internal import ServerWeb

/// A server in this process, on a free port, over a store in a folder that is removed at the end.
final class RunningServer: Sendable {
    let folder: DataFolder
    let port: Int
    private let store: Store
    private let task: Task<Void, any Error>

    init(
        limits: WebLimits = WebLimits(bodyBytesMax: 4096),
        folderName: String = "sluis-web-" + UUID().uuidString
    ) async throws {
        folder = DataFolder(path: NSTemporaryDirectory() + "/" + folderName)
        try folder.make()
        store = try folder.createStore(
            schemaText:
                "schema: web\nversion: 1\nkinds: { case: { fields: { a: { type: text, policy: lww } } } }",
            schemaFile: "web.yaml",
            environment: .system
        )
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = WebServer(
            store: store,
            identity: try ServerIdentity(keptIn: store),
            environment: .system,
            log: log
        )
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let socket = folder.controlSocketPath
        task = Task {
            defer { ready.finish() }
            try await server.run(
                host: "127.0.0.1",
                port: 0,
                controlSocketPath: socket,
                limits: limits,
                onReady: { ready.yield($0) }
            )
        }
        var iterator = ports.makeAsyncIterator()
        guard let port = await iterator.next() else {
            try await task.value
            throw CancellationError()
        }
        self.port = port
    }

    /// Ends the server and removes its folder.
    func stop() async {
        task.cancel()
        // A cancelled server may end with an error; what it did is checked by the tests.
        _ = try? await task.value
        store.close()
        // A folder that cannot be removed is left to the system.
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    /// Sends bytes, then `drip` one byte every `pause` milliseconds, and reads until the server closes.
    func exchange(_ bytes: [UInt8], drip: [UInt8] = [], pause: UInt32 = 10) async -> [UInt8] {
        let port = port
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    returning: Self.exchange(bytes, drip: drip, pause: pause, port: port)
                )
            }
        }
    }

    func exchange(_ text: String) async -> String {
        String(decoding: await exchange(Array(text.utf8)), as: UTF8.self)
    }

    private static func exchange(
        _ bytes: [UInt8],
        drip: [UInt8],
        pause: UInt32,
        port: Int
    ) -> [UInt8] {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return [] }
        var time = timeval(tv_sec: 60, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                send(
                    descriptor,
                    buffer.baseAddress?.advanced(by: sent),
                    bytes.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
            }
            guard count > 0 else { break }
            sent += count
        }
        for byte in drip {
            var one = byte
            guard send(descriptor, &one, 1, Int32(MSG_NOSIGNAL)) == 1 else { break }
            var events = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&events, 1, Int32(pause)) > 0 { break }
        }
        var answer: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &part, part.count)
            guard count > 0 else { return answer }
            answer.append(contentsOf: part[0..<count])
        }
    }
}
