import Fixtures
import Logging
import Storage
import Testing

@Suite("Migrations")
struct MigrationTests {
    private static let first = Migration("one", "001 table", ["CREATE TABLE one (id TEXT PRIMARY KEY)"])
    private static let second = Migration("one", "002 column", ["ALTER TABLE one ADD COLUMN name TEXT"])
    private static let other = Migration("two", "001 table", ["CREATE TABLE two (id TEXT PRIMARY KEY)"])

    private func run(
        _ dialect: Dialect, _ steps: [Migration], then next: [Migration]
    ) async throws -> [String] {
        try await TestDatabase.withAddress(dialect) { address in
            let database = try Database(address, threads: 2, logger: Logger(label: "test"))
            do {
                try await database.migrate(steps, at: 0)
                let ran = try await database.migrate(next, at: 0)
                try await database.close()
                return ran.map(\.name)
            } catch {
                try? await database.close()
                throw error
            }
        }
    }

    @Test("Only what has not run is run", arguments: TestDatabase.dialects)
    func forward(dialect: Dialect) async throws {
        let ran = try await run(dialect, [Self.first], then: [Self.first, Self.second, Self.other])
        #expect(ran == ["002 column", "001 table"])
    }

    @Test("A database that is newer than the program is refused", arguments: TestDatabase.dialects)
    func newer(dialect: Dialect) async throws {
        await #expect(throws: MigrationError.newer(step: "one 002 column")) {
            try await run(dialect, [Self.first, Self.second], then: [Self.first])
        }
    }

    @Test("A step that was edited after it ran is refused", arguments: TestDatabase.dialects)
    func altered(dialect: Dialect) async throws {
        let edited = Migration("one", "001 table", ["CREATE TABLE one (id BIGINT PRIMARY KEY)"])
        await #expect(throws: MigrationError.altered(step: "one 001 table")) {
            try await run(dialect, [Self.first], then: [edited])
        }
    }

    @Test("A step put in before one that ran is refused", arguments: TestDatabase.dialects)
    func skipped(dialect: Dialect) async throws {
        let between = Migration("one", "001b between", [])
        await #expect(throws: MigrationError.skipped(step: "one 001b between")) {
            try await run(dialect, [Self.first, Self.second], then: [Self.first, between, Self.second])
        }
    }

    @Test("A step that fails leaves nothing of itself", arguments: TestDatabase.dialects)
    func half(dialect: Dialect) async throws {
        let broken = Migration("two", "001 table", ["CREATE TABLE two (id TEXT)", "CREATE TABLE one (id TEXT)"])
        try await TestDatabase.withAddress(dialect) { address in
            let database = try Database(address, threads: 2, logger: Logger(label: "test"))
            await #expect(throws: StorageError.self) { try await database.migrate([Self.first, broken], at: 0) }
            let planned = try await database.plan([Self.first, Self.other])
            #expect(planned.map(\.step) == ["two 001 table"])
            try await database.migrate([Self.first, Self.other], at: 0)
            try await database.close()
        }
    }
}
