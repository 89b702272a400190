import Logging
import Synchronization

/// PostgreSQL by libpq: connections that are used by one thread at a time and kept open between transactions.
final class PostgresDriver: Driver {
    let dialect = Dialect.postgres
    private let url: String
    private let logger: Logger
    private let idle = Mutex<[PostgresConnection]>([])

    /// The key of the lock that lets writers in one by one. Chosen once; any constant will do.
    private static let writerLock = 4_711_002

    init(url: String, logger: Logger) throws {
        self.url = url
        self.logger = logger
        give(back: try PostgresConnection(url: url))
    }

    func read<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try transaction(begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }

    /// Read committed under one lock for all writers: each statement sees what the writer before us committed, and no
    /// rule can be broken by two that do not see each other.
    func write<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try transaction(begin: "BEGIN; SELECT pg_advisory_xact_lock(\(Self.writerLock))", body)
    }

    func copy(to path: String) throws {
        throw StorageError.failed(code: "unsupported", message: "PostgreSQL is copied by pg_dump")
    }

    func close() throws {
        idle.withLock { $0.removeAll() }
    }

    private func transaction<Value>(
        begin: String, _ body: (any Connection) throws -> Value
    ) throws -> Value {
        let connection = try begun(begin)
        do {
            let value = try body(connection)
            try connection.commit()
            give(back: connection)
            return value
        } catch {
            if connection.rollback() { give(back: connection) }
            throw error
        }
    }

    /// A connection with a transaction begun. One that was kept may have been cut meanwhile: then a new one is made.
    private func begun(_ begin: String) throws -> PostgresConnection {
        while let kept = idle.withLock({ $0.popLast() }) {
            do {
                try kept.command(begin)
                return kept
            } catch StorageError.lost(let why) {
                logger.notice("a kept connection to the database was lost", metadata: ["why": .string(why)])
            }
        }
        let connection = try PostgresConnection(url: url)
        try connection.command(begin)
        return connection
    }

    private func give(back connection: sending PostgresConnection) {
        idle.withLock { $0.append(connection) }
    }
}
