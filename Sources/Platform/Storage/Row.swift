/// One row of an answer. Columns are read by name and typed:
///
///     let name: String = try row["name"]
///     let end: CalendarDate? = try row["ended"]
///
/// Throws `StorageError.unreadable` with the column's name when the column is not there, is NULL where a value is
/// wanted, or holds something else.
package struct Row: Sendable {
    /// The names of the columns, shared by all rows of an answer.
    final class Columns: Sendable {
        let names: [String]
        init(_ names: [String]) { self.names = names }
    }

    let columns: Columns
    /// The values, in the order of the columns.
    package let values: [SQLValue]

    /// The names of the columns.
    package var names: [String] { columns.names }

    package subscript<Value: SQLReadable>(_ column: String) -> Value {
        get throws {
            let found = try value(column)
            guard let value = Value(sqlValue: found) else {
                throw StorageError.unreadable(column: column, problem: "\(found) is not a \(Value.self)")
            }
            return value
        }
    }

    package subscript<Value: SQLReadable>(_ column: String) -> Value? {
        get throws {
            let found = try value(column)
            if case .null = found { return nil }
            guard let value = Value(sqlValue: found) else {
                throw StorageError.unreadable(column: column, problem: "\(found) is not a \(Value.self)")
            }
            return value
        }
    }

    private func value(_ column: String) throws -> SQLValue {
        guard let index = columns.names.firstIndex(of: column) else {
            throw StorageError.unreadable(column: column, problem: "no such column")
        }
        return values[index]
    }
}
