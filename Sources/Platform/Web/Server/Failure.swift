import HTTPTypes
import Hummingbird
import Identity
import Ledger
import Logging
import Storage
import Texts

/// Maps what was thrown to a status and to words: the one place. What is not known here is an internal error: its words
/// go to the log, not to the user.
struct Failure {
    let status: Int
    let call: Call
    private var faults: [Fault] = []
    private var headers: HTTPFields = [:]
    private var values: [String: String] = [:]

    init(_ error: any Error, call: Call) {
        self.call = call
        switch error {
        case Refusal.notFound: status = 404
        case Refusal.forbidden, AccessError.tokenMayOnlyRead: status = 403
        case Refusal.tooMany(let seconds):
            status = 429
            headers[.retryAfter] = "\(seconds)"
            values["minutes"] = "\(max(1, (seconds + 59) / 60))"
        case AccessError.signInNeeded:
            status = 401
            headers[.wwwAuthenticate] = "Bearer"
        case AccessError.badFormToken: status = 409
        case AccessError.versionNeeded: status = 428
        case AccessError.tooLarge(let most):
            status = 413
            values["most"] = call.texts.bytes(Int64(most))
        case AccessError.tooSlow: status = 408
        case AccessError.unsupportedMediaType: status = 415
        case AccessError.unreadable: status = 400
        case let error as Faults:
            status = 400
            faults = error.all
        case let error as FormError:
            status = 400
            faults = [error.fault]
        case is StaleVersion: status = call.isAPI ? 412 : 409
        case let error as MethodNotAllowed:
            status = 405
            headers[.allow] = error.allowed
        case let error as HTTPError: status = error.status.code
        case let error as StorageError:
            switch error {
            case .busy, .full, .lost, .uncertain, .timeout, .conflict: status = 503
            default: status = 500
            }
        default: status = 500
        }
        if status >= 500 {
            call.services.logger.error(
                "a request failed", metadata: ["request": .string(call.visit.id), "error": .string("\(error)")])
        }
    }

    var response: Response {
        var response = call.isAPI ? problem : page
        for field in headers { response.headers[field.name] = field.value }
        return response
    }

    private var problem: Response {
        let english = Texts(catalogue: call.services.catalogue, language: .english)
        let details = faults.map { (field: $0.field, detail: english($0.text, $0.values)) }
        return Problem(
            status: status, detail: english("failure.\(status).text", values), faults: details, request: call.visit.id
        ).response
    }

    private var page: Response {
        if status == 401, call.request.method == .get {
            return .seeOther("/sign-in?next=\(call.request.uri.string.percentEncoded)")
        }
        let texts = call.texts
        let key: TextKey = texts.has("failure.\(status)") ? "failure.\(status)" : "failure.500"
        let list = faults.html { "<li>\(texts($0.text, $0.values))</li>" }
        return call.page(
            Page(
                texts(key), status: HTTPResponse.Status(code: status),
                body: """
                    <p>\(texts("\(key.name).text", values))</p>
                    \("<ul>\(list)</ul>", if: !list.isEmpty)
                    <p class="soft small">\(texts("failure.request", ["id": call.visit.id]))</p>
                    <p class="actions"><a class="button quiet" href="/">\(texts("failure.home"))</a></p>
                    """))
    }
}

extension String {
    /// For a value within a query.
    package var percentEncoded: String {
        utf8.map { byte -> String in
            let scalar = UnicodeScalar(byte)
            let isPlain =
                scalar.properties.isAlphabetic && byte < 0x80 || (0x30...0x39).contains(byte)
                || "-._~/".utf8.contains(byte)
            return isPlain
                ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

extension FormError {
    /// As it is told at the field.
    fileprivate var fault: Fault {
        switch self {
        case .tooManyFields: Fault("form", "fault.too-many-fields")
        case .notUTF8(let field): Fault(field, "fault.not-text")
        case .controlCharacter(let field): Fault(field, "fault.control-character")
        }
    }
}
