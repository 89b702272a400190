import Foundation
import GRDB

/// SQLite by GRDB: one writer and several readers on a write-ahead log, each commit synced to the disk.
final class SQLiteDriver: Driver {
    let dialect = Dialect.sqlite
    private let pool: DatabasePool

    init(path: String, readers: Int) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = readers
        configuration.prepareDatabase { database in
            // FULL: a commit that was acknowledged survives a loss of power, also in WAL mode.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA cache_size = -8000")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
        } catch {
            throw SQLiteDriver.translated(error)
        }
    }

    func read<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        do {
            return try pool.read { try body(SQLiteConnection($0)) }
        } catch {
            throw SQLiteDriver.translated(error)
        }
    }

    func write<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        do {
            return try pool.write { try body(SQLiteConnection($0)) }
        } catch {
            throw SQLiteDriver.translated(error)
        }
    }

    func copy(to path: String) throws {
        do {
            try pool.backup(to: DatabaseQueue(path: path))
        } catch {
            throw SQLiteDriver.translated(error)
        }
    }

    func close() throws {
        try pool.close()
    }

    private static func translated(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR: return StorageError.full
        case .SQLITE_BUSY, .SQLITE_LOCKED: return StorageError.busy
        case .SQLITE_CONSTRAINT: return StorageError.refused(constraint: error.message ?? "a constraint")
        case .SQLITE_CANTOPEN, .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return StorageError.lost(error.message ?? "cannot be opened")
        default:
            return StorageError.failed(
                code: "\(error.extendedResultCode.rawValue)", message: error.message ?? "unknown")
        }
    }
}

/// One connection of SQLite during a transaction.
private final class SQLiteConnection: Connection {
    let dialect = Dialect.sqlite
    private let database: GRDB.Database

    init(_ database: GRDB.Database) {
        self.database = database
    }

    func rows(_ text: String, _ values: [SQLValue]) throws -> [Row] {
        let statement = try prepared(text, values)
        let columns = Row.Columns(statement.columnNames)
        let count = statement.columnCount
        let cursor = try GRDB.Row.fetchCursor(statement)
        var rows: [Row] = []
        while let found = try cursor.next() {
            var values: [SQLValue] = []
            values.reserveCapacity(count)
            for index in 0..<count {
                let value: DatabaseValue = found[index]
                values.append(SQLValue(value))
            }
            rows.append(Row(columns: columns, values: values))
        }
        return rows
    }

    func execute(_ text: String, _ values: [SQLValue]) throws -> Int {
        try prepared(text, values).execute()
        return database.changesCount
    }

    private func prepared(_ text: String, _ values: [SQLValue]) throws -> Statement {
        let statement = try database.cachedStatement(sql: text)
        try statement.setArguments(StatementArguments(values.map(\.databaseValue)))
        return statement
    }
}

extension SQLValue {
    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .blob([UInt8](data))
        }
    }

    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }
}
