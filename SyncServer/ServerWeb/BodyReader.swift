internal import Hummingbird
internal import NIOCore

/// Receives bodies within the limits.
struct BodyReader: Sendable {
    /// Why a body was not received.
    enum Failure: Error {
        /// Larger than one body may be.
        case tooLarge
        /// All bodies together take too much; try again.
        case busy
    }

    private let bytesMax: Int
    private let budget: BodyBudget

    init(limits: WebLimits) {
        bytesMax = limits.bodyBytesMax
        budget = BodyBudget(bytesMax: limits.bodiesBytesMax)
    }

    /// Receives a body and passes it on; its room is given back when `use` ends.
    ///
    /// A declared length above the limit is refused before a byte is read.
    ///
    /// - Throws: ``Failure``, what `use` throws, or the error of the connection.
    func withBody<Result>(
        of request: Request,
        use: ([UInt8]) async throws -> Result
    ) async throws -> Result {
        if let declared = request.headers[.contentLength] {
            guard let length = Int(declared), length <= bytesMax else { throw Failure.tooLarge }
        }
        var bytes: [UInt8] = []
        var taken = 0
        defer { budget.give(taken) }
        for try await part in request.body {
            let count = part.readableBytes
            guard bytes.count + count <= bytesMax else { throw Failure.tooLarge }
            guard budget.take(count) else { throw Failure.busy }
            taken += count
            bytes.append(contentsOf: part.readableBytesView)
        }
        return try await use(bytes)
    }
}
