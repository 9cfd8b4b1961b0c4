internal import Casework
internal import Hummingbird
internal import Logging
internal import ServerCore

/// The routes on TCP: `POST /v1/sync` and `GET /v1/health`.
struct SyncResponder: HTTPResponder {
    private let service: SyncService
    private let thread: StoreThread
    private let bodies: BodyReader

    init(service: SyncService, thread: StoreThread, limits: WebLimits) {
        self.service = service
        self.thread = thread
        bodies = BodyReader(limits: limits)
    }

    func respond(to request: Request, context: WebContext) async throws -> Response {
        switch (request.uri.path, request.method) {
        case ("/v1/sync", .post): await sync(request, from: context.origin, log: context.logger)
        case ("/v1/health", .get): WebReply.json(.object(["status": .string("ok")]))
        case ("/v1/sync", _), ("/v1/health", _):
            WebReply.error("method", status: .methodNotAllowed)
        default: WebReply.error("not-found", status: .notFound)
        }
    }

    private func sync(_ request: Request, from origin: String, log: Logger) async -> Response {
        do {
            return try await bodies.withBody(of: request) { bytes in
                let answer = try await thread.run { service.answer(bytes, from: origin) }
                switch answer {
                case .envelope(let bytes): return WebReply.envelope(bytes)
                case .noEnvelope: return WebReply.error("damaged", status: .badRequest)
                case .tooLarge: return WebReply.error("too-large", status: .contentTooLarge)
                }
            }
        } catch BodyReader.Failure.tooLarge {
            return WebReply.error("too-large", status: .contentTooLarge)
        } catch BodyReader.Failure.busy {
            return WebReply.error("busy", status: .serviceUnavailable)
        } catch is CancellationError {
            return WebReply.error("stopping", status: .serviceUnavailable)
        } catch {
            log.debug("request ended early", metadata: ["type": "\(type(of: error))"])
            return WebReply.error("request", status: .badRequest)
        }
    }
}
