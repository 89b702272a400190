import Fixtures
import Logging
import Storage
import Testing
import Values

@Suite("The database, on SQLite and on PostgreSQL")
struct DatabaseTests {
    static let table = Migration(
        "test", "001 things",
        [
            """
            CREATE TABLE thing (
                id TEXT PRIMARY KEY, number BIGINT, ratio DOUBLE PRECISION, bytes BYTEA, day TEXT, sort TEXT)
            """
        ])

    @Test("Values come back as they went in", arguments: TestDatabase.dialects)
    func roundTrip(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect, [Self.table]) { store in
            let text = "Zoë O'Brien \"; DROP TABLE thing; -- \u{0627}\u{0644}"
            try await store.database.writeUnrecorded(.benchmark) { transaction in
                try transaction.execute(
                    """
                    INSERT INTO thing (id, number, ratio, bytes, day)
                    VALUES (\(text), \(Int64.max), \(0.25), \([0, 1, 255] as [UInt8]), \(CalendarDate("2024-02-29")))
                    """)
                try transaction.execute("INSERT INTO thing (id, number) VALUES (\("empty"), \(nil as Int?))")
            }
            let row = try await store.read { try $0.first("SELECT * FROM thing WHERE number IS NOT NULL") { $0 } }
            let found = try #require(row)
            #expect(try found["id"] == text)
            #expect(try found["number"] == Int64.max)
            #expect(try found["ratio"] == 0.25)
            #expect(try found["bytes"] == [0, 1, 255] as [UInt8])
            #expect(try found["day"] == CalendarDate("2024-02-29"))
            #expect(try found["sort"] as String? == nil)
            let sum: Int? = try await store.read { try $0.value("SELECT SUM(number) FROM thing") }
            #expect(sum == Int(Int64.max))
        }
    }

    @Test("A column that is missing, null or of another kind names itself", arguments: TestDatabase.dialects)
    func unreadable(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect, [Self.table]) { store in
            let row = try await store.read { try $0.rows("SELECT 'a' AS letter, NULL AS absent")[0] }
            #expect(throws: StorageError.unreadable(column: "other", problem: "no such column")) {
                _ = try row["other"] as String
            }
            #expect(throws: StorageError.self) { _ = try row["absent"] as String }
            #expect(throws: StorageError.self) { _ = try row["letter"] as Int }
        }
    }

    @Test("A closure that throws leaves nothing behind", arguments: TestDatabase.dialects)
    func rollback(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect, [Self.table]) { store in
            await #expect(throws: StorageError.self) {
                try await store.database.writeUnrecorded(.benchmark) { transaction in
                    try transaction.execute("INSERT INTO thing (id) VALUES ('one')")
                    try transaction.execute("INSERT INTO thing (id) VALUES ('one')")
                }
            }
            let count: Int? = try await store.read { try $0.value("SELECT COUNT(*) FROM thing") }
            #expect(count == 0)
        }
    }

    @Test("A reading transaction cannot change anything", arguments: TestDatabase.dialects)
    func readOnly(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect, [Self.table]) { store in
            await #expect(throws: StorageError.self) {
                _ = try await store.read { try $0.rows("INSERT INTO thing (id) VALUES ('one') RETURNING id") }
            }
        }
    }

    @Test("Fifty writers that read and add one lose nothing", arguments: TestDatabase.dialects)
    func serialised(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect, [Self.table]) { store in
            try await store.database.writeUnrecorded(.benchmark) {
                try $0.execute("INSERT INTO thing (id, number) VALUES ('one', 0)")
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await store.database.writeUnrecorded(.benchmark) { transaction in
                            let number: Int = try transaction.value("SELECT number FROM thing") ?? 0
                            try transaction.execute("UPDATE thing SET number = \(number + 1)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let number: Int? = try await store.read { try $0.value("SELECT number FROM thing") }
            #expect(number == 50)
        }
    }

    @Test("Text is ordered by its bytes where that is asked", arguments: TestDatabase.dialects)
    func ordered(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect, [Self.table]) { store in
            try await store.database.writeUnrecorded(.benchmark) { transaction in
                for name in ["b", "a", "B", "é", "z", "ا"] {
                    try transaction.execute("INSERT INTO thing (id, sort) VALUES (\(name), \(name))")
                }
            }
            let names: [String] = try await store.read {
                try $0.values("SELECT id FROM thing ORDER BY sort \(.byBytes)")
            }
            #expect(names == ["B", "a", "b", "z", "é", "ا"])
        }
    }

    @Test("An empty list matches nothing", arguments: TestDatabase.dialects)
    func emptyList(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect, [Self.table]) { store in
            let count: Int? = try await store.read {
                try $0.value("SELECT COUNT(*) FROM thing WHERE id IN (\(list: [] as [String]))")
            }
            #expect(count == 0)
        }
    }
}
