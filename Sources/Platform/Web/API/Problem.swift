import HTTPTypes
import Hummingbird
import Texts

/// What went wrong, for a program (RFC 9457, as the Dutch API design rules want it): status, title and detail, and for
/// input each field with its reason.
package struct Problem: Sendable {
    let status: Int
    let detail: String
    let faults: [(field: String, detail: String)]
    let request: String

    static func title(of status: Int) -> String {
        switch status {
        case 400: "The input is not valid"
        case 401: "Not signed in"
        case 403: "Not allowed"
        case 404: "Not found"
        case 405: "Method not allowed"
        case 408: "The request took too long"
        case 409: "In conflict with what is there"
        case 412: "Changed by someone else"
        case 413: "Too large"
        case 415: "Media type not supported"
        case 428: "The version is missing"
        case 429: "Too many requests"
        case 503: "Not available for a moment"
        default: "Internal error"
        }
    }

    static let schema = Schema.named(
        "Problem",
        .object([
            Schema.Property("type", .string()),
            Schema.Property("status", .integer(from: 400, to: 599)),
            Schema.Property("title", .text),
            Schema.Property("detail", .text),
            Schema.Property("instance", .string(), "The id of the request, for the log."),
            Schema.Property(
                "errors",
                .array(.object([Schema.Property("field", .text), Schema.Property("detail", .text)])), required: false),
        ]))

    /// The answer.
    var response: Response {
        let json = JSON.object([
            "type": .string("about:blank"), "status": .integer(status), "title": .string(Self.title(of: status)),
            "detail": .string(detail), "instance": .string("urn:entente:request:\(request)"),
            "errors": faults.isEmpty
                ? nil
                : .array(faults.map { .object(["field": .string($0.field), "detail": .string($0.detail)]) }),
        ])
        var response = Response.json(json, status: HTTPResponse.Status(code: status))
        response.headers[.contentType] = "application/problem+json"
        return response
    }
}
