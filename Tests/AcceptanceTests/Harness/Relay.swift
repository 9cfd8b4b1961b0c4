import Foundation
import Glibc
import Synchronization

/// A way to the server that a test can watch and disturb: a TCP relay on loopback.
final class Relay: Sendable {
    /// What the relay does with a connection.
    enum Mode: Sendable {
        /// Passes everything on.
        case forward
        /// Answers every request itself: 200, with a page of HTML, as the gate of a hotel does.
        case portal
        /// Passes requests on; when request `number` since the mode was set was answered, drops that
        /// answer and the connection.
        case loseAnswer(number: Int)
        /// Passes requests on, but for request `number` since the mode was set: it is recorded, and the
        /// connection dropped.
        case loseRequest(number: Int)
        /// Passes requests on; flips a bit in each answer's body.
        case damageAnswers
        /// Passes requests on; damages the body of the answer to request `number` since the mode was set.
        case damageAnswer(number: Int, Damage)
    }

    /// What happens to the body of one answer.
    enum Damage: Sendable {
        /// One bit of byte `at` is flipped; `at` counts on from the start after the end.
        case flip(at: Int)
        /// The body ends after `length` bytes, and the connection with it; counts like `at`.
        case cut(length: Int)
        /// The same, and the head says that it is whole.
        case shorten(length: Int)
    }

    private struct State {
        var mode = Mode.forward
        var requestsInMode = 0
        var bytesUp = 0
        var bytesDown = 0
        var requests: [[UInt8]] = []
    }

    private let listener: Int32
    private let target: UInt16
    private let state = Mutex(State())
    /// The address that laptops use.
    let address: String

    /// Listens, and relays to the server at `address`.
    init(to address: String) throws {
        guard let port = address.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw HarnessError(description: "no port in \(address)")
        }
        target = port
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        var name = Self.loopback(port: 0)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) }
        }
        guard bound == 0, listen(listener, 64) == 0 else {
            throw HarnessError(description: "cannot listen: \(errno)")
        }
        var length = size
        withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = getsockname(listener, $0, &length)
            }
        }
        self.address = "http://127.0.0.1:\(UInt16(bigEndian: name.sin_port))"
        self.listener = listener
        Thread.detachNewThread { [weak self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0, let self else { break }
                Thread.detachNewThread { self.serve(client) }
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// Changes what happens to connections from now on.
    func set(_ mode: Mode) {
        state.withLock { state in
            state.mode = mode
            state.requestsInMode = 0
        }
    }

    /// Forgets what was counted and recorded.
    func reset() {
        state.withLock { state in
            state.bytesUp = 0
            state.bytesDown = 0
            state.requests = []
        }
    }

    /// The bytes that went to the server since the last reset.
    var bytesUp: Int { state.withLock { $0.bytesUp } }

    /// The bytes that came from the server since the last reset.
    var bytesDown: Int { state.withLock { $0.bytesDown } }

    /// The requests since the last reset, as they went over the wire.
    var requests: [[UInt8]] { state.withLock { $0.requests } }

    /// Sends raw bytes to the server and returns all that it answers within its patience.
    func exchange(_ bytes: [UInt8]) -> [UInt8] {
        guard let server = connectToServer() else { return [] }
        defer { close(server) }
        guard Self.write(bytes, to: server) else { return [] }
        shutdown(server, Int32(SHUT_WR))
        var answer: [UInt8] = []
        while let chunk = Self.read(from: server) { answer += chunk }
        return answer
    }

    private func serve(_ client: Int32) {
        if case .portal = state.withLock({ $0.mode }) {
            _ = Self.read(from: client)
            let page = "<html><body>Welcome to the hotel. Please sign in.</body></html>"
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: \(page.utf8.count)"
            _ = Self.write(Array("\(head)\r\nConnection: close\r\n\r\n\(page)".utf8), to: client)
            close(client)
            return
        }
        guard let server = connectToServer() else {
            close(client)
            return
        }
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            var held: [UInt8] = []
            while let chunk = Self.read(from: server), self.passDown(chunk, &held, to: client) {}
            shutdown(client, Int32(SHUT_RDWR))
            shutdown(server, Int32(SHUT_RDWR))
            done.signal()
        }
        while let chunk = Self.read(from: client) {
            if record(chunk) {
                guard Self.write(chunk, to: server) else { break }
            } else if requests.last.flatMap({ WholeAnswer($0) }) != nil {
                // A request that is lost is recorded whole, in however many pieces it came.
                break
            }
        }
        shutdown(server, Int32(SHUT_WR))
        done.wait()
        close(client)
        close(server)
    }

    /// Whether the request is to be passed on.
    private func record(_ chunk: [UInt8]) -> Bool {
        state.withLock { state in
            state.bytesUp += chunk.count
            if chunk.starts(with: Array("POST ".utf8)) {
                state.requestsInMode += 1
                state.requests.append(chunk)
            } else if !state.requests.isEmpty {
                state.requests[state.requests.count - 1] += chunk
            }
            if case .loseRequest(let number) = state.mode { return state.requestsInMode < number }
            return true
        }
    }

    /// Whether the connection goes on.
    private func passDown(_ chunk: [UInt8], _ held: inout [UInt8], to client: Int32) -> Bool {
        let (mode, number) = state.withLock { state in
            state.bytesDown += chunk.count
            return (state.mode, state.requestsInMode)
        }
        switch mode {
        case .forward, .portal, .loseRequest: return Self.write(chunk, to: client)
        case .loseAnswer(let lost): return number < lost && Self.write(chunk, to: client)
        case .damageAnswers:
            var passed = chunk
            if let last = passed.indices.last { passed[last] ^= 0x10 }
            return Self.write(passed, to: client)
        case .damageAnswer(let damaged, let damage):
            guard number == damaged else { return Self.write(chunk, to: client) }
            held += chunk
            guard let answer = WholeAnswer(held) else { return true }
            let passed = answer.damaged(damage)
            return Self.write(passed.bytes, to: client) && passed.goesOn
        }
    }

    private func connectToServer() -> Int32? {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        var name = Self.loopback(port: target)
        let connected = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if connected == 0 { return server }
        close(server)
        return nil
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return name
    }

    /// The next bytes; `nil` when the other side is done.
    private static func read(from socket: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer.prefix(count)) : nil
    }

    private static func write(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}
