import Values

/// A piece of SQL whose values are bound, never pasted: what stands between `\(` and `)` in a literal becomes a parameter.
///
///     let name = "'; DROP TABLE account; --"
///     let query: SQL = "SELECT id FROM account WHERE name = \(name)"   // … WHERE name = ?1
///
/// Another `SQL` value that is interpolated is joined in, with its own parameters. There is no way to make SQL of a
/// `String` that is not a literal, so that injection cannot be written.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    enum Part: Sendable {
        case text(String)
        case value(SQLValue)
        case dialects(sqlite: String, postgres: String)
    }

    var parts: [Part]

    package init(stringLiteral text: StaticString) {
        parts = [.text(text.description)]
    }

    package init(stringInterpolation: Interpolation) {
        parts = stringInterpolation.parts
    }

    /// No SQL at all: joins in as nothing.
    package static let empty: SQL = ""

    /// What differs between the two databases, both variants side by side.
    package static func dialect(sqlite: StaticString, postgres: StaticString) -> SQL {
        SQL(parts: [.dialects(sqlite: sqlite.description, postgres: postgres.description)])
    }

    /// The collation that orders text by its bytes, alike on both databases; stands behind a column or an expression.
    package static let byBytes = SQL.dialect(sqlite: "COLLATE BINARY", postgres: "COLLATE \"C\"")

    /// The pieces with `separator` between them.
    package static func joined(_ pieces: [SQL], by separator: SQL) -> SQL {
        var parts: [Part] = []
        for (index, piece) in pieces.enumerated() {
            if index > 0 { parts += separator.parts }
            parts += piece.parts
        }
        return SQL(parts: parts)
    }

    /// `(condition) AND (condition) …`, or a condition that always holds when there is none.
    package static func all(_ conditions: [SQL]) -> SQL {
        conditions.isEmpty ? "1 = 1" : joined(conditions.map { "(\($0))" }, by: " AND ")
    }

    package static func + (left: SQL, right: SQL) -> SQL {
        SQL(parts: left.parts + right.parts)
    }

    private init(parts: [Part]) {
        self.parts = parts
    }

    package struct Interpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(interpolationCount * 2 + 1)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            parts.append(.text(literal.description))
        }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some SQLBindable) {
            parts.append(.value(value.sqlValue))
        }

        /// Binds a value, or NULL.
        package mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            parts.append(.value(value?.sqlValue ?? .null))
        }

        /// Joins in another piece of SQL.
        package mutating func appendInterpolation(_ sql: SQL) {
            parts += sql.parts
        }

        /// Binds each value, with commas between: `IN (\(list: codes))`. An empty list becomes NULL, which nothing equals.
        package mutating func appendInterpolation(list values: [some SQLBindable]) {
            if values.isEmpty { parts.append(.text("NULL")) }
            for (index, value) in values.enumerated() {
                if index > 0 { parts.append(.text(", ")) }
                parts.append(.value(value.sqlValue))
            }
        }
    }
}

/// The two databases that Entente runs on.
package enum Dialect: String, Sendable, CaseIterable {
    case sqlite, postgres
}

extension SQL {
    /// The text with numbered parameters as the database wants it, and the values in their order.
    func rendered(for dialect: Dialect) -> (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        for part in parts {
            switch part {
            case .text(let piece): text += piece
            case .dialects(let sqlite, let postgres): text += dialect == .sqlite ? sqlite : postgres
            case .value(let value):
                values.append(value)
                text += dialect == .sqlite ? "?" : "$"
                text += String(values.count)
            }
        }
        return (text, values)
    }
}
