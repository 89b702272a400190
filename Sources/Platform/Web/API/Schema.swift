/// The shape of a JSON value, as OpenAPI 3.0 tells it.
package indirect enum Schema: Sendable {
    case string(
        format: String? = nil, values: [String]? = nil, shortest: Int? = nil, longest: Int? = nil,
        pattern: String? = nil)
    case integer(from: Int? = nil, to: Int? = nil)
    case boolean
    case array(Schema)
    case object([Property])
    /// The value, or null.
    case nullable(Schema)
    /// A shape with a name, which stands in the document once.
    case named(String, Schema)

    /// A member of an object.
    package struct Property: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
        let about: String?

        package init(_ name: String, _ schema: Schema, required: Bool = true, _ about: String? = nil) {
            self.name = name
            self.schema = schema
            self.isRequired = required
            self.about = about
        }
    }

    package static let text = Schema.string()
    package static let date = Schema.string(format: "date")
    package static let instant = Schema.string(format: "date-time")
    package static let country = Schema.string(pattern: "^[A-Z]{2}$")

    /// The JSON Schema; named shapes are collected and referred to.
    func json(_ named: inout [String: JSON]) -> JSON {
        switch self {
        case .string(let format, let values, let shortest, let longest, let pattern):
            return .object([
                "type": .string("string"), "format": format.map(JSON.string), "enum": values.map(JSON.strings),
                "minLength": shortest.map(JSON.integer), "maxLength": longest.map(JSON.integer),
                "pattern": pattern.map(JSON.string),
            ])
        case .integer(let from, let to):
            return .object([
                "type": .string("integer"), "minimum": from.map(JSON.integer), "maximum": to.map(JSON.integer),
            ])
        case .boolean: return .object(["type": .string("boolean")])
        case .array(let element): return .object(["type": .string("array"), "items": element.json(&named)])
        case .nullable(let schema):
            if case .named = schema {
                return .object(["allOf": .array([schema.json(&named)]), "nullable": .bool(true)])
            }
            guard case .object(var members) = schema.json(&named) else { return .null }
            members.append(JSON.Member(name: "nullable", value: .bool(true)))
            return .object(members)
        case .object(let properties):
            let required = properties.filter(\.isRequired).map(\.name)
            let members = properties.map { property -> JSON.Member in
                var schema = property.schema.json(&named)
                if let about = property.about, case .object(var parts) = schema,
                    !parts.contains(where: { $0.name == "$ref" })
                {
                    parts.append(JSON.Member(name: "description", value: .string(about)))
                    schema = .object(parts)
                }
                return JSON.Member(name: property.name, value: schema)
            }
            return .object([
                "type": .string("object"), "properties": .object(members),
                "required": required.isEmpty ? nil : JSON.strings(required), "additionalProperties": .bool(false),
            ])
        case .named(let name, let schema):
            if named[name] == nil {
                named[name] = .null
                named[name] = schema.json(&named)
            }
            return .object(["$ref": .string("#/components/schemas/\(name)")])
        }
    }
}
