internal import Glibc
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
public import ServerCore
internal import ServiceLifecycle
public import SyncStore
internal import Synchronization
internal import UnixSignals

/// A running server: sync and health on TCP, the operator's commands on a Unix socket.
public struct WebServer: Sendable {
    private let store: any ServerStore
    private let identity: ServerIdentity
    private let environment: StoreEnvironment
    private let log: Logger

    /// Prepares a server over an open store.
    ///
    /// - Parameters:
    ///   - store: The store; the caller closes it after ``run(host:port:controlSocketPath:limits:onReady:)``.
    ///   - identity: Who the server is.
    ///   - environment: Clock and randomness.
    ///   - log: Where events go: codes and ids, never content.
    public init(
        store: any ServerStore,
        identity: ServerIdentity,
        environment: StoreEnvironment,
        log: Logger
    ) {
        self.store = store
        self.identity = identity
        self.environment = environment
        self.log = log
    }

    /// Serves until SIGTERM or SIGINT; then requests that were begun are served to their end, within a minute.
    ///
    /// - Parameters:
    ///   - host: The address to listen on.
    ///   - port: The port; 0 picks a free one.
    ///   - controlSocketPath: Where the control socket is made, with access for the owner only.
    ///   - limits: What a peer may take.
    ///   - onReady: Called once, with the port, when both listen.
    /// - Throws: When an address cannot be listened on.
    public func run(
        host: String,
        port: Int,
        controlSocketPath: String,
        limits: WebLimits,
        onReady: @escaping @Sendable (Int) -> Void
    ) async throws {
        let thread = StoreThread()
        let readiness = Readiness(onReady: onReady)
        let socket = ShortSocketPath(controlSocketPath)
        let result = await serve(
            web(on: host, port: port, thread: thread, limits: limits, readiness: readiness),
            control(
                at: socket.path,
                fileAt: controlSocketPath,
                thread: thread,
                limits: limits,
                readiness: readiness
            )
        )
        unlink(controlSocketPath)
        try await thread.stop()
        try result.get()
    }

    private func web(
        on host: String,
        port: Int,
        thread: StoreThread,
        limits: WebLimits,
        readiness: Readiness
    ) -> Application<SyncResponder> {
        Application(
            responder: SyncResponder(
                service: SyncService(
                    store: store,
                    identity: identity,
                    environment: environment,
                    log: log
                ),
                thread: thread,
                limits: limits
            ),
            server: .paced(limits),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: .maximum(limits.connectionsMax, logger: log)
            ),
            onServerRunning: { channel in
                readiness.webListens(on: channel.localAddress?.port ?? port)
            },
            logger: log
        )
    }

    private func control(
        at path: String,
        fileAt file: String,
        thread: StoreThread,
        limits: WebLimits,
        readiness: Readiness
    ) -> Application<ControlResponder> {
        Application(
            responder: ControlResponder(
                store: store,
                environment: environment,
                log: log,
                thread: thread,
                limits: limits
            ),
            server: .paced(limits),
            configuration: ApplicationConfiguration(
                address: .unixDomainSocket(path: path),
                availableConnectionsDelegate: .maximum(limits.connectionsMax, logger: log)
            ),
            onServerRunning: { _ in
                chmod(file, 0o600)
                readiness.controlListens()
            },
            logger: log
        )
    }

    private func serve(
        _ web: Application<SyncResponder>,
        _ control: Application<ControlResponder>
    ) async -> Result<Void, any Error> {
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: control), .init(service: web)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: log
        )
        configuration.maximumGracefulShutdownDuration = .seconds(60)
        do {
            try await ServiceGroup(configuration: configuration).run()
            return .success(())
        } catch {
            return .failure(error)
        }
    }
}

/// Waits for both sockets before it tells that the server is ready.
private final class Readiness: Sendable {
    private let state = Mutex((port: Int?.none, control: false))
    private let onReady: @Sendable (Int) -> Void

    init(onReady: @escaping @Sendable (Int) -> Void) { self.onReady = onReady }

    func webListens(on port: Int) {
        let isReady = state.withLock { state in
            state.port = port
            return state.control
        }
        if isReady { onReady(port) }
    }

    func controlListens() {
        let port = state.withLock { state in
            state.control = true
            return state.port
        }
        if let port { onReady(port) }
    }
}
