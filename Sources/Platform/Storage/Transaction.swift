/// What a driver offers within one transaction. Used by one thread at a time.
protocol Connection: AnyObject {
    var dialect: Dialect { get }
    /// Runs one statement and reads its whole answer.
    func rows(_ text: String, _ values: [SQLValue]) throws -> [Row]
    /// Runs one statement; gives the number of rows that it changed.
    func execute(_ text: String, _ values: [SQLValue]) throws -> Int
}

/// Where questions can be asked: a reading or a writing transaction.
package protocol Queries {
    /// The connection underneath, which only Storage can use.
    var access: Access { get }
}

/// A key to the connection that only Storage can open.
package struct Access {
    let connection: any Connection
}

extension Queries {
    /// The database that answers.
    package var dialect: Dialect { access.connection.dialect }

    /// All rows of the answer.
    package func rows(_ sql: SQL) throws -> [Row] {
        let (text, values) = sql.rendered(for: dialect)
        return try access.connection.rows(text, values)
    }

    /// Each row of the answer, made into a value.
    package func all<Value>(_ sql: SQL, _ make: (Row) throws -> Value) throws -> [Value] {
        try rows(sql).map(make)
    }

    /// The first row of the answer, made into a value; nil when there is none.
    package func first<Value>(_ sql: SQL, _ make: (Row) throws -> Value) throws -> Value? {
        try rows(sql).first.map(make)
    }

    /// The first column of the first row; nil when there is no row or it is NULL.
    package func value<Value: SQLReadable>(_ sql: SQL, as type: Value.Type = Value.self) throws -> Value? {
        guard let row = try rows(sql).first, let found = row.values.first else { return nil }
        if case .null = found { return nil }
        guard let value = Value(sqlValue: found) else {
            throw StorageError.unreadable(column: row.names[0], problem: "\(found) is not a \(Value.self)")
        }
        return value
    }

    /// The first column of each row.
    package func values<Value: SQLReadable>(_ sql: SQL, as type: Value.Type = Value.self) throws -> [Value] {
        try rows(sql).map { row in
            guard let found = row.values.first, let value = Value(sqlValue: found) else {
                throw StorageError.unreadable(column: row.names.first ?? "", problem: "not a \(Value.self)")
            }
            return value
        }
    }
}

/// A consistent view of the whole database for the length of one closure.
package struct ReadTransaction: Queries {
    package let access: Access
}

/// A transaction that may change things. Features never see one: they write through the ledger.
package struct WriteTransaction: Queries {
    package let access: Access

    /// Runs one statement; gives the number of rows that it changed.
    @discardableResult
    package func execute(_ sql: SQL) throws -> Int {
        let (text, values) = sql.rendered(for: dialect)
        return try access.connection.execute(text, values)
    }
}
