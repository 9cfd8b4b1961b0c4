internal import Casework
internal import Foundation
internal import Hummingbird
internal import Logging
internal import ServerCore
internal import SyncStore

/// The operator's commands on the control socket: `POST /v1/admin/PATH`, as `openapi.yaml` describes.
///
/// The body is `{"arguments":{…}}`, with `"as"` when a user acts; the answer is the document that `--json` prints,
/// or `{"error":{"code","detail"}}`.
struct ControlResponder: HTTPResponder {
    private static let prefix = "/v1/admin/"

    private struct Call<Command: OperatorCommand>: Decodable {
        var actingAs: String?
        var arguments: Command

        private enum CodingKeys: String, CodingKey {
            case actingAs = "as"
            case arguments
        }
    }

    private let store: any ServerStore
    private let environment: StoreEnvironment
    private let log: Logger
    private let thread: StoreThread
    private let bodies: BodyReader

    init(
        store: any ServerStore,
        environment: StoreEnvironment,
        log: Logger,
        thread: StoreThread,
        limits: WebLimits
    ) {
        self.store = store
        self.environment = environment
        self.log = log
        self.thread = thread
        bodies = BodyReader(limits: limits)
    }

    func respond(to request: Request, context: WebContext) async throws -> Response {
        guard request.method == .post, request.uri.path.hasPrefix(Self.prefix),
            let type = OperatorCommands.command(
                path: String(request.uri.path.dropFirst(Self.prefix.count))
            )
        else { return Self.reply(to: OperatorError(.command)) }
        do {
            return try await bodies.withBody(of: request) { bytes in
                WebReply.json(try await run(type, bytes: bytes))
            }
        } catch let error as OperatorError {
            return Self.reply(to: error)
        } catch is BodyReader.Failure {
            return Self.reply(to: OperatorError(.command, "size"))
        } catch {
            log.error("command", metadata: ["type": "\(Swift.type(of: error))"])
            return Self.reply(to: OperatorError(.failure, "\(Swift.type(of: error))"))
        }
    }

    private func run<Command: OperatorCommand>(
        _ type: Command.Type,
        bytes: [UInt8]
    ) async throws -> JSONValue {
        let call: Call<Command>
        do {
            call = try JSONDecoder().decode(Call<Command>.self, from: Data(bytes))
        } catch {
            throw OperatorError(.command, Command.name)
        }
        let actor = call.actingAs
        let command = call.arguments
        return try await thread.run {
            let desk = try OperatorDesk(
                store: store,
                environment: environment,
                log: log,
                actingAs: actor
            )
            return try command.run(at: desk)
        }
    }

    private static func reply(to error: OperatorError) -> Response {
        WebReply.json(
            .object([
                "error": .object([
                    "code": .string(error.code.rawValue), "detail": .string(error.detail),
                ])
            ]),
            status: status(of: error.code)
        )
    }

    private static func status(of code: OperatorError.Code) -> HTTPResponse.Status {
        switch code {
        case .command: .badRequest
        case .unknownUser, .unknownCase, .unknownDevice, .unknownRecord, .unknownField,
            .unknownConflict, .unknownQuarantine, .unknownBatch, .noServer, .noBackup:
            .notFound
        case .userExists, .serverExists, .folderNotEmpty, .fileExists, .changed, .ambiguousCase,
            .schemaRefused, .userDisabled:
            .conflict
        case .checkCharacter, .value, .text, .reason, .schema, .userName, .invalid, .bundle:
            .unprocessableContent
        case .notAllowed: .forbidden
        case .busy, .running, .listen: .serviceUnavailable
        case .notSaved, .unknownOutcome:
            HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
        case .damaged, .backupDamaged, .journalDamaged, .failure: .internalServerError
        }
    }
}
