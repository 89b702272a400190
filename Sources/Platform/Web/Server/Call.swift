import HTTPTypes
import Hummingbird
import Identity
import Ledger
import NIOCore
import Storage
import Texts
import Values

/// Who is asking, and from where: known before the route is.
package struct Visit: Sendable {
    package var id: String
    package var address: String?
    package var found: Sessions.Found?
    /// The secret of the cookie: the key to the tokens of forms.
    package var secret: Secret?
    /// Whether the secret came as a token of the API, not as a cookie.
    package var isToken = false
    /// Whether the secret was made for this request: a page with forms sets it as a cookie.
    package var isNewVisitor = false
    package var language: Language
}

/// A request, with all that a handler needs to answer it.
package struct Call: Sendable {
    package let services: Services
    package let request: Request
    package let visit: Visit
    package let texts: Texts
    let pathParameters: Parameters
    /// The fields of the form that was sent; empty when it was none.
    package let form: FormFields
    /// The JSON document that was sent; nil when it was none.
    package let json: JSON?

    package var store: Store { services.store }
    package var settings: WebSettings { services.settings }
    package var now: Instant { services.store.clock.now() }
    package var today: CalendarDate { now.date(in: .amsterdam) }

    /// Who signed in. Throws `AccessError.signInNeeded` where nobody did.
    package var reader: Reader {
        get throws {
            guard let reader = visit.found?.reader else { throw AccessError.signInNeeded }
            return reader
        }
    }

    /// Who acts in the ledger.
    package var actor: Actor {
        get throws { try reader.actor(request: visit.id, address: visit.address) }
    }

    /// Whether the answer is for a program.
    package var isAPI: Bool { request.uri.path.hasPrefix("/api/") }

    /// The path that was asked for, without the query.
    package var path: String { request.uri.path }

    /// A part of the path. Throws `Refusal.notFound` when it cannot be read as the type.
    package func parameter<Value: LosslessStringConvertible>(_ name: String, as type: Value.Type = Value.self) throws
        -> Value
    {
        guard let text = pathParameters.get(name), let value = Value(text.removingPercentEncoding ?? text) else {
            throw Refusal.notFound
        }
        return value
    }

    /// A parameter of the query, decoded; the first when there are more; nil when absent.
    package func query(_ name: String) -> String? {
        request.uri.queryParameters[Substring(name)].map(String.init)
    }

    /// All parameters of the query, decoded.
    package var queryItems: [(name: String, value: String)] {
        request.uri.queryParameters.map { (String($0.key), String($0.value)) }
    }

    /// The key for the tokens of forms: the session's, or that of an unknown visitor.
    package var formToken: FormToken { FormToken(key: visit.secret?.text ?? "") }

    /// The cookie that carries a secret: of a session, or of a visitor whose forms need a key.
    package func cookie(_ secret: Secret) -> Cookie {
        Cookie(
            name: settings.cookie, value: secret.text, path: "/", secure: settings.isSecure, httpOnly: true,
            sameSite: .lax)
    }

    /// Writes, once for the form that was sent, and goes on to the page whose path is given back.
    package func submit(_ body: @escaping @Sendable (Writing) throws -> String) async throws -> Response {
        let token = form[FormToken.field] ?? ""
        let path = try await store.write(by: try actor) { writing in
            try writing.once(token) { try body(writing) }
        }
        return .seeOther(path)
    }

    /// The version that the sender read, from the form.
    package var formVersion: Int {
        get throws {
            guard let version = form["version"].flatMap(Int.init) else {
                throw Faults([Fault("version", "fault.required")])
            }
            return version
        }
    }

    /// The version that the sender of an API request read. Throws `AccessError.versionNeeded`.
    package var apiVersion: Int {
        get throws { try apiVersion(orNone: false) }
    }

    /// The same, where 0 stands for what is not there yet.
    package func apiVersion(orNone: Bool) throws -> Int {
        guard let tag = request.headers[.ifMatch] else { throw AccessError.versionNeeded }
        guard tag.count > 2, tag.hasPrefix("\""), tag.hasSuffix("\""), let version = Int(tag.dropFirst().dropLast()),
            (orNone ? 0 : 1)..<1_000_000_000 ~= version
        else { throw Faults([Fault("If-Match", "fault.version")]) }
        return version
    }
}

/// Why the shell does not let a request in.
package enum AccessError: Error, Equatable {
    case signInNeeded
    /// The token of the form is missing or not of this session.
    case badFormToken
    /// The API token may only read, or a cookie was used to change something.
    case tokenMayOnlyRead
    case versionNeeded
    case tooLarge(most: Int)
    case tooSlow
    case unsupportedMediaType
    case unreadable(String)
}
