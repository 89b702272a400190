import HTTPTypes
import Hummingbird
import Identity
import Logging
import NIOCore
import Texts
import Values

/// Stands around every route: gives each request an id, finds out who asks, and sends each answer off with its headers, a
/// line in the log and a number in the metrics.
struct Shell: RouterMiddleware {
    let services: Services

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var context = context
        var response: Response
        do {
            context.visit = visit(request, remote: context.remote)
            try await identify(&context.visit, request)
            response = try await answer(request, context, next)
        } catch {
            response = Failure(error, call: call(request, context)).response
        }
        finish(&response, request, context)
        note(response, request, context, since: start)
        return response
    }

    private func answer(
        _ request: Request, _ context: Context, _ next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        // Hummingbird's router passes over doubled and trailing slashes; one thing has one address (API design rules).
        let path = request.uri.path
        if path.utf8.count > 1, path.hasSuffix("/") || path.contains("//") { throw Refusal.notFound }
        // The router answers a known method on a known path; one that nobody knows is refused on any path.
        let methods = Services.methods
        do {
            guard methods.contains(request.method) else {
                throw MethodNotAllowed(allowed: methods.map(\.rawValue).joined(separator: ", "))
            }
            return try await next(request, context)
        } catch {
            return Failure(error, call: call(request, context)).response
        }
    }

    private func call(_ request: Request, _ context: Context) -> Call {
        Call(
            services: services, request: request, visit: context.visit,
            texts: Texts(catalogue: services.catalogue, language: context.visit.language),
            pathParameters: context.parameters, form: .empty, json: nil)
    }

    // MARK: Before

    /// What is known without asking the database.
    private func visit(_ request: Request, remote: String?) -> Visit {
        let id: ID<Request> = services.store.ids.next()
        let chosen = request.cookies["language"].flatMap { Language(rawValue: $0.value) }
        let wanted = request.headers[.acceptLanguage] ?? ""
        return Visit(
            id: id.description, address: address(request, remote),
            language: chosen ?? Language.preferred(acceptLanguage: wanted, among: Language.allCases) ?? .english)
    }

    /// Finds out who asks. Throws `AccessError.signInNeeded` for a token that does not hold.
    private func identify(_ visit: inout Visit, _ request: Request) async throws {
        let path = request.uri.path
        if path.hasPrefix("/assets/") || path == "/healthz" { return }
        if let header = request.headers[.authorization] {
            guard header.hasPrefix("Bearer ") else { throw AccessError.signInNeeded }
            visit.secret = Secret(text: String(header.dropFirst(7)))
            visit.isToken = true
        } else if let cookie = request.cookies[services.settings.cookie]?.value {
            visit.secret = Secret(text: cookie)
        }
        if let secret = visit.secret {
            visit.found = try await services.sessions.find(secret)
            // A token is no session, and a session no token.
            if let found = visit.found, (found.session == nil) != visit.isToken { visit.found = nil }
            if visit.isToken, visit.found == nil { throw AccessError.signInNeeded }
        } else {
            visit.secret = Secret.random()
            visit.isNewVisitor = true
        }
        if let reader = visit.found?.reader { visit.language = reader.language }
    }

    /// The user's address: that of the connection or, behind a proxy that is trusted, the last one that it names.
    private func address(_ request: Request, _ remote: String?) -> String? {
        guard let remote, services.settings.trustedProxies.contains(remote),
            let forwarded = request.headers[.forwardedFor]?.split(separator: ",").last
        else { return remote }
        return String(forwarded).trimmingSpaces()
    }

    // MARK: After

    private func finish(_ response: inout Response, _ request: Request, _ context: Context) {
        response.headers[.requestID] = context.visit.id
        for (name, value) in Self.headers where response.headers[name] == nil { response.headers[name] = value }
        if services.settings.isSecure {
            response.headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains"
        }
        if request.uri.path.hasPrefix("/api/") {
            response.headers[.apiVersion] = OpenAPI.version
        }
        compress(&response, request)
    }

    /// Pages may load nothing but our own style sheet, script and images, and stand in nobody's frame.
    private static let headers: [(HTTPField.Name, String)] = [
        (
            .contentSecurityPolicy,
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
                + "frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
        ),
        (.contentTypeOptions, "nosniff"),
        (.frameOptions, "DENY"),
        (.referrerPolicy, "same-origin"),
        (.crossOriginOpenerPolicy, "same-origin"),
        (.crossOriginResourcePolicy, "same-origin"),
        (.permissionsPolicy, "camera=(), geolocation=(), microphone=()"),
    ]

    private func compress(_ response: inout Response, _ request: Request) {
        guard let length = response.body.contentLength, length > 1_000, length < 4_000_000,
            response.status != .partialContent, response.headers[.contentEncoding] == nil,
            let type = response.headers[.contentType],
            type.hasPrefix("text/") || type.hasPrefix("application/json")
        else { return }
        response.headers[.vary] = "Accept-Encoding"
        guard Gzip.isAccepted(request.headers[.acceptEncoding]) else { return }
        response.headers[.contentEncoding] = "gzip"
        response.headers[.contentLength] = nil
        response.body = response.body.map { ByteBuffer(bytes: try Gzip.compressed(Array(buffer: $0))) }
    }

    private func note(
        _ response: Response, _ request: Request, _ context: Context, since start: ContinuousClock.Instant
    ) {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        let time = Double(seconds) + Double(attoseconds) / 1e18
        let route = context.endpointPath ?? "other"
        services.metrics.note(route: "\(request.method) \(route)", status: response.status.code, seconds: time)
        services.logger.log(
            level: response.status.code >= 500 ? .error : .debug, "request",
            metadata: [
                "request": .string(context.visit.id), "method": .string(request.method.rawValue),
                "path": .string(String(request.uri.path.prefix(200))),
                "status": .stringConvertible(response.status.code),
                "milliseconds": .stringConvertible(Int(time * 1000)),
                "account": .string(context.visit.found.map { $0.reader.account.description } ?? ""),
                "address": .string(context.visit.address ?? ""),
            ])
    }
}

extension HTTPField.Name {
    private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }

    package static let forwardedFor = known("X-Forwarded-For")
    static let contentTypeOptions = known("X-Content-Type-Options")
    static let frameOptions = known("X-Frame-Options")
    static let referrerPolicy = known("Referrer-Policy")
    static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
    static let crossOriginResourcePolicy = known("Cross-Origin-Resource-Policy")
    static let permissionsPolicy = known("Permissions-Policy")
}
