public import Casework
internal import Foundation
internal import Glibc
public import ServerCore

/// Sends one operator's command to the server that runs on a data folder, over its control socket.
///
/// It blocks; one connection for each command.
public struct ControlClient: Sendable {
    private static let answerBytesMax = 256 << 20
    private static let answerTimeMax = 600

    private let socketPath: String

    /// Names a socket; nothing is opened.
    ///
    /// - Parameter socketPath: The control socket's path.
    public init(socketPath: String) { self.socketPath = socketPath }

    private struct Call<Command: OperatorCommand>: Encodable {
        var actingAs: String?
        var arguments: Command

        private enum CodingKeys: String, CodingKey {
            case actingAs = "as"
            case arguments
        }
    }

    /// Has a command done by the running server.
    ///
    /// - Parameters:
    ///   - command: The command.
    ///   - user: Who acts; `nil` for the operator himself.
    /// - Returns: The document that `--json` prints; `nil` when no server listens.
    /// - Throws: ``OperatorError``; `unknownOutcome` when the server ended before it answered.
    public func run(
        _ command: some OperatorCommand,
        actingAs user: String?
    ) throws(OperatorError) -> JSONValue? {
        guard let descriptor = connected() else { return nil }
        defer { close(descriptor) }
        let body: Data
        do {
            body = try JSONEncoder().encode(Call(actingAs: user, arguments: command))
        } catch {
            throw OperatorError(.failure, "arguments")
        }
        let head =
            "POST /v1/admin/\(type(of: command).path) HTTP/1.1\r\nHost: control\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n"
            + "Connection: close\r\n\r\n"
        guard send(Array(head.utf8) + Array(body), to: descriptor) else { return nil }
        guard let answer = receive(from: descriptor), let reply = Self.parse(answer) else {
            throw OperatorError(.unknownOutcome, "the server ended before it answered")
        }
        guard reply.status == 200 else {
            throw OperatorError(
                OperatorError.Code(rawValue: reply.body["error"]?["code"]?.text ?? "") ?? .failure,
                reply.body["error"]?["detail"]?.text ?? ""
            )
        }
        return reply.body
    }

    /// Whether a server listens.
    public var isAnswered: Bool {
        guard let descriptor = connected() else { return false }
        close(descriptor)
        return true
    }

    private func connected() -> Int32? {
        let short = ShortSocketPath(socketPath)
        let path = Array(short.path.utf8)
        var address = sockaddr_un()
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let descriptor = socket(
            AF_UNIX,
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0
        )
        guard descriptor >= 0 else { return nil }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, size)
            }
        }
        guard result == 0 else {
            close(descriptor)
            return nil
        }
        var time = timeval(tv_sec: Self.answerTimeMax, tv_usec: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &time,
            socklen_t(MemoryLayout<timeval>.size)
        )
        return descriptor
    }

    private func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    descriptor,
                    buffer.baseAddress?.advanced(by: sent),
                    bytes.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private func receive(from descriptor: Int32) -> [UInt8]? {
        var answer: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 << 10)
        while answer.count <= Self.answerBytesMax {
            let count = read(descriptor, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return answer }
            answer.append(contentsOf: part[0..<count])
        }
        return nil
    }

    private static func parse(_ answer: [UInt8]) -> (status: Int, body: JSONValue)? {
        let end = Array("\r\n\r\n".utf8)
        guard let range = answer.firstRange(of: end) else { return nil }
        let head = String(decoding: answer[..<range.lowerBound], as: UTF8.self)
        let words = head.prefix { $0 != "\r\n" }.split(separator: " ")
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        // A body that was cut off is no document: the answer is not known then.
        guard let body = try? JSONValue(parsing: answer[range.upperBound...]) else { return nil }
        return (status, body)
    }
}
