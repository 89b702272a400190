/// The OpenAPI 3.0 document, made of the same routes as the router.
package enum OpenAPI {
    /// The version of the API: semantic, in each answer's `API-Version` header.
    package static let version = "1.0.0"

    /// - Parameters:
    ///   - publicURL: where the server is reached, without a slash at the end.
    ///   - contact: the address of the team.
    package static func document(of routes: [Route], publicURL: String, contact: String) -> JSON {
        var named: [String: JSON] = [:]
        var paths: [(path: String, items: [JSON.Member])] = []
        for route in routes {
            guard let operation = route.operation else { continue }
            let path = String(route.path.dropFirst("/api/v1".count))
            let member = JSON.Member(
                name: route.method.rawValue.lowercased(), value: operation.json(route: route, path: path, &named))
            if let index = paths.firstIndex(where: { $0.path == path }) {
                paths[index].items.append(member)
            } else {
                paths.append((path, [member]))
            }
        }
        _ = Problem.schema.json(&named)
        let schemas = named.sorted { $0.key < $1.key }.map { JSON.Member(name: $0.key, value: $0.value) }
        return .object([
            "openapi": .string("3.0.3"),
            "info": .object([
                "title": .string("Entente"),
                "description": .string(
                    """
                    The workbench of a programme that builds capacity with, and keeps relations with, the authorities of \
                    countries of origin. The interface is in English: its users are services in many countries.
                    """),
                "version": .string(version),
                "contact": .object([
                    "name": .string("The Entente team of this installation"), "email": .string(contact),
                    "url": .string(publicURL + "/api"),
                ]),
                "license": .object(["name": .string("EUPL-1.2"), "url": .string("https://eupl.eu/1.2/en")]),
            ]),
            "servers": .array([.object(["url": .string(publicURL + "/api/v1")])]),
            "security": .array([.object(["token": .array([])]), .object(["session": .array([])])]),
            "paths": .object(paths.map { JSON.Member(name: $0.path, value: .object($0.items)) }),
            "components": .object([
                "schemas": .object(schemas),
                "securitySchemes": .object([
                    "token": .object(["type": .string("http"), "scheme": .string("bearer")]),
                    "session": .object([
                        "type": .string("apiKey"), "in": .string("cookie"), "name": .string("__Host-entente"),
                        "description": .string("The session of a browser: for reading only."),
                    ]),
                ]),
            ]),
        ])
    }
}

extension Operation {
    fileprivate func json(route: Route, path: String, _ named: inout [String: JSON]) -> JSON {
        var parameters: [JSON] = []
        for segment in path.split(separator: "/") where segment.hasPrefix("{") {
            let name = String(segment.dropFirst().dropLast())
            parameters.append(
                .object([
                    "name": .string(name), "in": .string("path"), "required": .bool(true),
                    "schema": (pathSchemas[name] ?? .text).json(&named),
                ]))
        }
        for parameter in self.parameters {
            parameters.append(
                .object([
                    "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
                    "required": .bool(parameter.isRequired), "description": .string(parameter.about),
                    "schema": parameter.schema.json(&named),
                ]))
        }
        var statuses = Set(problems + [400, 404, 405, 429, 500, 503])
        switch route.access {
        case .everyone: break
        case .signedIn: statuses.insert(401)
        case .may: statuses.formUnion([401, 403])
        }
        if body != nil { statuses.formUnion([408, 409, 413, 415]) }
        if self.parameters.contains(where: { $0.name == "If-Match" }) { statuses.formUnion([412, 428]) }

        var headers: [JSON.Member] = [Self.versionHeader]
        if hasETag {
            headers.append(
                JSON.Member(
                    name: "ETag",
                    value: .object([
                        "description": .string("The version, for If-Match."),
                        "schema": .object(["type": .string("string")]),
                    ])))
        }
        let content = answer.map { schema in
            JSON.object([JSON.Member(name: mediaType, value: .object(["schema": schema.json(&named)]))])
        }
        var responses = [
            JSON.Member(
                name: String(success),
                value: .object(["description": .string("Done."), "headers": .object(headers), "content": content]))
        ]
        for status in statuses.sorted() {
            let problem = JSON.object([
                "description": .string(Problem.title(of: status)),
                "headers": .object([Self.versionHeader]),
                "content": .object([
                    "application/problem+json": .object(["schema": Problem.schema.json(&named)])
                ]),
            ])
            responses.append(JSON.Member(name: String(status), value: problem))
        }
        var security: JSON?
        if case .everyone = route.access { security = .array([]) }
        return .object([
            "operationId": .string(id), "tags": .strings([tag]), "summary": .string(summary), "security": security,
            "parameters": parameters.isEmpty ? nil : .array(parameters),
            "requestBody": body.map { schema in
                .object([
                    "required": .bool(true),
                    "content": .object(["application/json": .object(["schema": schema.json(&named)])]),
                ])
            },
            "responses": .object(responses),
        ])
    }

    private static let versionHeader = JSON.Member(
        name: "API-Version",
        value: .object([
            "description": .string("The version of the API."), "schema": .object(["type": .string("string")]),
        ]))
}
