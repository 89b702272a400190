import Fixtures
import Ledger
import Logging
import Storage
import Synchronization
import Testing

@Suite("What only a server can do to us")
struct PostgresTests {
    private static let table = Migration(
        "test", "001 things", ["CREATE TABLE thing (id TEXT PRIMARY KEY, number BIGINT)"])

    private func with(_ body: (Store) async throws -> Void) async throws {
        guard TestDatabase.dialects.contains(.postgres) else { return }
        try await TestDatabase.withStore(.postgres, [Self.table]) { try await body($0) }
    }

    @Test("After all connections were cut, reading and writing go on")
    func reconnects() async throws {
        try await with { store in
            _ = try await store.read { try $0.rows("SELECT 1 AS one") }
            _ = try? await store.database.writeUnrecorded(.benchmark) { transaction in
                try transaction.rows(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """)
            }
            try await store.database.writeUnrecorded(.benchmark) { transaction in
                try transaction.execute("INSERT INTO thing (id, number) VALUES ('one', 1)")
            }
            let number: Int? = try await store.read { try $0.value("SELECT number FROM thing") }
            #expect(number == 1)
        }
    }

    @Test("A connection that is cut within a transaction tells so, and nothing was changed")
    func cutWithin() async throws {
        try await with { store in
            await #expect(throws: StorageError.self) {
                try await store.database.writeUnrecorded(.benchmark) { transaction in
                    try transaction.execute("INSERT INTO thing (id, number) VALUES ('one', 1)")
                    _ = try transaction.rows("SELECT pg_terminate_backend(pg_backend_pid())")
                }
            }
            let count: Int? = try await store.read { try $0.value("SELECT COUNT(*) FROM thing") }
            #expect(count == 0)
        }
    }

    @Test("A transaction that conflicts is repeated until it goes through")
    func repeated() async throws {
        try await with { store in
            let attempts = Mutex(0)
            try await store.database.writeUnrecorded(.benchmark) { transaction in
                let attempt = attempts.withLock { count in
                    count += 1
                    return count
                }
                try transaction.execute("INSERT INTO thing (id, number) VALUES ('one', \(attempt))")
                if attempt < 3 { throw StorageError.conflict }
            }
            let number: Int? = try await store.read { try $0.value("SELECT number FROM thing") }
            #expect(number == 3)
        }
    }

    @Test("A statement that takes too long is stopped")
    func timeout() async throws {
        try await with { store in
            await #expect(throws: StorageError.timeout) {
                _ = try await store.database.writeUnrecorded(.benchmark) { transaction in
                    try transaction.execute("SET LOCAL statement_timeout = '50ms'")
                    return try transaction.rows("SELECT pg_sleep(5)")
                }
            }
        }
    }

    @Test("More different statements than are kept prepared still work")
    func manyStatements() async throws {
        try await with { store in
            try await store.read { transaction in
                for number in 0..<450 {
                    let condition = SQL.joined((0...number % 440).map { "\($0) >= 0" }, by: " AND ")
                    let found: Int? = try transaction.value("SELECT 1 WHERE \(condition)")
                    #expect(found == 1)
                }
            }
        }
    }
}
