import HTTPTypes
import Hummingbird
import Identity

/// Something that the server answers: where, to whom, and how. Router, table of rights, OpenAPI document and the test that
/// walks every route as every role are all made of these.
package struct Route: Sendable {
    /// Who gets an answer. There is no default: each route says it.
    package enum Access: Sendable {
        /// Anyone, signed in or not.
        case everyone
        /// Anyone who signed in; what they see is narrowed by what they ask for.
        case signedIn
        /// Who has the permission to some row; to which rows is for the SQL.
        case may(Permission)
    }

    package typealias Handler = @Sendable (Call) async throws -> Response

    package let method: HTTPRequest.Method
    /// Such as `/dossiers/{country}`; API routes stand under `/api/v1`.
    package let path: String
    package let access: Access
    /// How the API document tells it; nil for a page.
    package let operation: Operation?
    /// Whether the body is read by the handler, piece by piece, not before it as a form.
    package let isStreamed: Bool
    let handle: Handler

    private init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, operation: Operation?, isStreamed: Bool,
        handle: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.operation = operation
        self.isStreamed = isStreamed
        self.handle = handle
    }

    /// A page that is read.
    package static func page(_ path: String, _ access: Access, _ handle: @escaping Handler) -> Route {
        Route(.get, path, access, operation: nil, isStreamed: false, handle: handle)
    }

    /// A form that is sent.
    package static func form(_ path: String, _ access: Access, _ handle: @escaping Handler) -> Route {
        Route(.post, path, access, operation: nil, isStreamed: false, handle: handle)
    }

    /// A form with files, whose body the handler reads piece by piece.
    package static func upload(_ path: String, _ access: Access, _ handle: @escaping Handler) -> Route {
        Route(.post, path, access, operation: nil, isStreamed: true, handle: handle)
    }

    /// An operation of the API.
    ///
    /// - Parameter path: below `/api/v1`.
    package static func api(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, _ operation: Operation,
        _ handle: @escaping Handler
    ) -> Route {
        Route(method, "/api/v1" + path, access, operation: operation, isStreamed: false, handle: handle)
    }
}

/// How the API document tells a route.
package struct Operation: Sendable {
    /// A parameter in the query or in the headers; those in the path are known by the path.
    package struct Parameter: Sendable {
        enum Place: String { case query, header }
        let name: String
        let place: Place
        let schema: Schema
        let isRequired: Bool
        let about: String

        package static func query(_ name: String, _ schema: Schema, _ about: String) -> Parameter {
            Parameter(name: name, place: .query, schema: schema, isRequired: false, about: about)
        }

        /// The version that a change is made to: a stale one is refused with 412, a missing one with 428.
        package static let ifMatch = Parameter(
            name: "If-Match", place: .header, schema: .string(pattern: "^\"[0-9]{1,9}\"$"), isRequired: true,
            about: "The ETag of the version that was read.")
    }

    let id: String
    let tag: String
    let summary: String
    let parameters: [Parameter]
    let pathSchemas: [String: Schema]
    let body: Schema?
    let success: Int
    let answer: Schema?
    let mediaType: String
    let hasETag: Bool
    let problems: [Int]

    /// - Parameters:
    ///   - id: unique, a verb and its noun: `listDossiers`.
    ///   - problems: the statuses beside those that any operation may give.
    package init(
        _ id: String, tag: String, _ summary: String, parameters: [Parameter] = [],
        path pathSchemas: [String: Schema] = [:], body: Schema? = nil, success: Int = 200, answer: Schema?,
        mediaType: String = "application/json", hasETag: Bool = false, problems: [Int] = []
    ) {
        self.id = id
        self.tag = tag
        self.summary = summary
        self.parameters = parameters
        self.pathSchemas = pathSchemas
        self.body = body
        self.success = success
        self.answer = answer
        self.mediaType = mediaType
        self.hasETag = hasETag
        self.problems = problems
    }
}
