import Logging
import NIOPosix

/// The database, behind two closures. Both run on a thread pool, never on the event loop, and must be free of side
/// effects but SQL: a transaction that met another one is repeated.
///
///     let names = try await database.read { try $0.values("SELECT name FROM account", as: String.self) }
package final class Database: Sendable {
    private let driver: any Driver
    private let threads: NIOThreadPool

    /// Opens (SQLite: makes if needed) the database.
    ///
    /// - Parameter threads: the most transactions that run side by side; on PostgreSQL also the most connections.
    package init(_ address: DatabaseAddress, threads count: Int = 8, logger: Logger) throws {
        switch address {
        case .sqlite(let path): driver = try SQLiteDriver(path: path, readers: count)
        case .postgres(let url): driver = try PostgresDriver(url: url, logger: logger)
        }
        threads = NIOThreadPool(numberOfThreads: count)
        threads.start()
    }

    /// The kind of database.
    package var dialect: Dialect { driver.dialect }

    /// Reads from one consistent view.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (ReadTransaction) throws -> Value
    ) async throws -> Value {
        try await threads.runIfActive { [driver] in
            try driver.read { try body(ReadTransaction(access: Access(connection: $0))) }
        }
    }

    /// Changes things without a ledger entry: only for the reasons that `Unrecorded` lists. Writers are let in one by
    /// one, on both databases.
    @discardableResult
    package func writeUnrecorded<Value: Sendable>(
        _ reason: Unrecorded, _ body: @escaping @Sendable (WriteTransaction) throws -> Value
    ) async throws -> Value {
        try await threads.runIfActive { [driver] in
            for _ in 0..<4 {
                do {
                    return try driver.write { try body(WriteTransaction(access: Access(connection: $0))) }
                } catch StorageError.conflict {
                    continue
                }
            }
            return try driver.write { try body(WriteTransaction(access: Access(connection: $0))) }
        }
    }

    /// Copies the whole database, as it is at one moment, to a file, while others go on reading and writing.
    package func copy(to path: String) async throws {
        try await threads.runIfActive { [driver] in try driver.copy(to: path) }
    }

    /// Closes all connections, after the transactions in flight.
    package func close() async throws {
        try await threads.shutdownGracefully()
        try driver.close()
    }
}

/// Why a write may go without a ledger entry. A test lists who uses which.
package enum Unrecorded: Sendable {
    /// The ledger itself, which adds the entry.
    case ledger
    /// The structure of the database, before there is a ledger.
    case structure
    /// What is not a record: when a session was last seen, counters of failed sign-ins, tokens of forms.
    case volatile
    /// A large data set for measuring, made in bulk with its own entries.
    case benchmark
}

/// One kind of database.
protocol Driver: Sendable {
    var dialect: Dialect { get }
    func read<Value>(_ body: (any Connection) throws -> Value) throws -> Value
    func write<Value>(_ body: (any Connection) throws -> Value) throws -> Value
    func copy(to path: String) throws
    func close() throws
}
