import Countries
import Foundation
import Hummingbird
import Identity
import Ledger
import NIOCore
import Slots
import Storage
import Texts
import Web

extension Installation {
    /// All routes of the server.
    package func routes(_ assets: Assets) -> [Route] {
        let ofFeatures = features.flatMap { $0.routes(slots) }
        let document = OpenAPI.document(
            of: ofFeatures, publicURL: settings.web.publicURL, contact: settings.web.contact)
        return ofFeatures + assets.routes + serviceRoutes(document.bytes)
    }

    /// What routes share.
    package func services(_ assets: Assets) async throws -> Services {
        var web = settings.web
        web.isDemonstration = try await store.read { transaction in
            try transaction.value("SELECT 1 FROM account WHERE synthetic = 1 LIMIT 1", as: Int.self) != nil
        }
        let sessions = Sessions(store: store, limits: settings.sessions)
        let metrics = Metrics()
        metrics.add { [store] in
            let size = (try? await store.read { try $0.ledgerSize() }) ?? 0
            return [.init("entente_ledger_entries", "Entries of the ledger.", Double(size))]
        }
        return Services(
            store: store, catalogue: try Catalogue.embedded(), sessions: sessions,
            signIn: SignIn(store: store, passwords: passwords), passwords: passwords, assets: assets, metrics: metrics,
            logger: logger, settings: web,
            navigation: features.flatMap(\.navigation).sorted { $0.place < $1.place })
    }

    /// The server, ready to run. The structure of the database must be up to date.
    ///
    /// - Parameter started: told the port once the server listens.
    package func server(started: @escaping @Sendable (Int) -> Void = { _ in }) async throws
        -> Application<RouterResponder<Context>>
    {
        try await requireCurrentStructure()
        let assets = try Assets()
        let services = try await services(assets)
        var application = Application(
            router: services.router(routes(assets)),
            server: .http1(configuration: .init(idleTimeout: .seconds(75))),
            configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil),
            services: [Housekeeping(installation: self)],
            onServerRunning: { channel in started(channel.localAddress?.port ?? 0) },
            logger: logger)
        application.logger.logLevel = max(settings.logLevel, .notice)
        return application
    }

    /// What operates the server rather than the programme.
    private func serviceRoutes(_ document: [UInt8]) -> [Route] {
        let loopback: Set<String> = ["127.0.0.1", "::1"]
        return [
            .page("/healthz", .everyone) { _ in .text("ok\n") },
            .page("/readyz", .everyone) { [self] call in
                do {
                    _ = try await store.read { try $0.ledgerSize() }
                    return .text("ready\n")
                } catch {
                    logger.warning("not ready", metadata: ["error": .string("\(error)")])
                    return .text("not ready\n", status: .serviceUnavailable)
                }
            },
            .page("/metrics", .everyone) { call in
                // For a monitor on this machine; behind a proxy everyone else comes from another address.
                guard let address = call.visit.address, loopback.contains(address),
                    call.request.headers[.forwardedFor] == nil
                else { throw Refusal.notFound }
                var response = Response.text(await call.services.metrics.text())
                response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
                return response
            },
            .page("/api/v1/openapi.json", .everyone) { _ in
                var response = Response.json(bytes: document)
                response.headers[.accessControlAllowOrigin] = "*"
                return response
            },
            .page("/api", .everyone) { call in
                let texts = call.texts
                return call.page(
                    Page(
                        "API", lead: "\(texts("api.lead"))",
                        body: "<p><a href=\"/api/v1/openapi.json\">openapi.json</a></p>"))
            },
            .page("/accessibility", .everyone) { call in
                let texts = call.texts
                return call.page(
                    Page(
                        texts("shell.accessibility"),
                        body:
                            "<div class=\"prose narrow\">\(Prose.html(texts("accessibility.statement", ["contact": call.settings.contact])))</div>"
                    ))
            },
            .page("/.well-known/security.txt", .everyone) { call in
                let expires = call.now.adding(days: 180)
                return .text(
                    """
                    Contact: mailto:\(call.settings.contact)
                    Expires: \(expires.rfc3339)
                    Preferred-Languages: nl, en
                    Canonical: \(call.settings.publicURL)/.well-known/security.txt

                    """)
            },
        ]
    }
}
