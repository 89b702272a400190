import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Texts

extension Services {
    /// The methods of HTTP that have an answer at all (RFC 9110, section 9; RFC 5789).
    static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace]

    /// The router of all routes: in front of each handler stands its access, and the reading of what was sent.
    package func router(_ routes: [Route]) -> Router<Context> {
        let router = Router(context: Context.self)
        router.add(middleware: Shell(services: self))
        var methods: [String: Set<HTTPRequest.Method>] = [:]
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await answer(route, request, context)
            }
            methods[route.path, default: []].insert(route.method)
            if route.method == .get {
                router.on(RouterPath(route.path), method: .head) { request, context in
                    let response = try await answer(route, request, context)
                    return response.createHeadResponse()
                }
                methods[route.path, default: []].insert(.head)
            }
        }
        for (path, known) in methods {
            let allowed = known.map(\.rawValue).sorted().joined(separator: ", ")
            for method in Self.methods where !known.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw MethodNotAllowed(allowed: allowed)
                }
            }
        }
        return router
    }

    private func answer(_ route: Route, _ request: Request, _ context: Context) async throws -> Response {
        try admit(route, request, context.visit)
        var request = request
        var form = FormFields.empty
        var json: JSON?
        if !route.isStreamed, request.method == .post || request.method == .put || request.method == .patch {
            let body = try await request.body.collect(upTo: settings.longestBody, request)
            if route.operation != nil {
                json = try JSONBody.read(body, request.headers[.contentType])
            } else {
                form = try FormFields(urlEncoded: body)
                let token = FormToken(key: context.visit.secret?.text ?? "")
                guard token.accepts(form[FormToken.field]) else { throw AccessError.badFormToken }
            }
        }
        request.body = route.isStreamed ? request.body : RequestBody(buffer: ByteBuffer())
        return try await route.handle(
            Call(
                services: self, request: request, visit: context.visit,
                texts: Texts(catalogue: catalogue, language: context.visit.language),
                pathParameters: context.parameters, form: form, json: json))
    }

    /// The one gate: lets a request through to its route, or throws.
    private func admit(_ route: Route, _ request: Request, _ visit: Visit) throws {
        switch route.access {
        case .everyone: return
        case .signedIn:
            guard visit.found != nil else { throw AccessError.signInNeeded }
        case .may(let permission):
            guard let found = visit.found else { throw AccessError.signInNeeded }
            guard found.reader.may(permission) else { throw Refusal.forbidden }
        }
        // What is changed through the API is changed with a token: a cookie could be used by another site.
        if route.operation != nil, route.method != .get, !visit.isToken || visit.found?.scope != .write {
            throw AccessError.tokenMayOnlyRead
        }
        // A token is for the API; pages are for people.
        if route.operation == nil, visit.isToken { throw Refusal.forbidden }
    }
}

/// The path is known, but not with this method.
struct MethodNotAllowed: Error {
    let allowed: String
}

extension RequestBody {
    /// How long a form may take to come in; a phone on a slow line needs some seconds.
    private static let longestTime = Duration.seconds(30)

    /// The whole body. Throws `AccessError.tooLarge` as soon as it is too long, `.tooSlow` when it takes too long.
    fileprivate func collect(upTo most: Int, _ request: Request) async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > most {
            throw AccessError.tooLarge(most: most)
        }
        let start = ContinuousClock.now
        var bytes: [UInt8] = []
        for try await buffer in self {
            if ContinuousClock.now - start > Self.longestTime { throw AccessError.tooSlow }
            bytes.append(contentsOf: buffer.readableBytesView)
            if bytes.count > most { throw AccessError.tooLarge(most: most) }
        }
        return bytes
    }
}

/// Reads what a program sent.
private enum JSONBody {
    static func read(_ bytes: [UInt8], _ type: String?) throws -> JSON? {
        if bytes.isEmpty { return nil }
        let plain = type?.split(separator: ";").first.map { String($0).trimmingSpaces().lowercased() }
        guard plain == "application/json" else { throw AccessError.unsupportedMediaType }
        do {
            return try JSON.read(bytes)
        } catch {
            throw AccessError.unreadable("the body is not JSON")
        }
    }
}
