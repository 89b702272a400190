import Foundation
import Ledger
import Logging
import Storage
import Values

/// Databases for tests: SQLite in a temporary folder, and a database of its own on the PostgreSQL server that
/// `ENTENTE_TEST_POSTGRES` names (`make test` starts one).
package enum TestDatabase {
    /// The kinds of database to run a test of a store on.
    package static let dialects: [Dialect] = server == nil ? [.sqlite] : [.sqlite, .postgres]

    private static let server = ProcessInfo.processInfo.environment["ENTENTE_TEST_POSTGRES"]

    /// Runs the body with a folder that is removed afterwards.
    @discardableResult
    package static func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("entente-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }

    /// Runs the body with the address of an empty database that is removed afterwards.
    @discardableResult
    package static func withAddress<Value>(
        _ dialect: Dialect, _ body: (DatabaseAddress) async throws -> Value
    ) async throws -> Value {
        switch dialect {
        case .sqlite:
            return try await withFolder { try await body(.sqlite(path: $0 + "/test.db")) }
        case .postgres:
            let server = try required(server)
            let name = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
            try psql(server, "CREATE DATABASE \(name)")
            let slash = server.lastIndex(of: "/") ?? server.endIndex
            do {
                let value = try await body(.postgres(url: "\(server[..<slash])/\(name)"))
                try psql(server, "DROP DATABASE \(name) WITH (FORCE)")
                return value
            } catch {
                try? psql(server, "DROP DATABASE \(name) WITH (FORCE)")
                throw error
            }
        }
    }

    /// Runs the body with a database whose migrations have run.
    @discardableResult
    package static func withStore<Value>(
        _ dialect: Dialect, _ migrations: [Migration] = LedgerMigrations.all, clock: Clock = .system,
        _ body: (Store) async throws -> Value
    ) async throws -> Value {
        try await withAddress(dialect) { address in
            let database = try Database(address, threads: 4, logger: Logger(label: "test"))
            do {
                try await database.migrate(migrations, at: clock.now().milliseconds)
                let value = try await body(Store(database: database, clock: clock))
                try await database.close()
                return value
            } catch {
                try? await database.close()
                throw error
            }
        }
    }

    private static func psql(_ server: String, _ statement: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["psql", "--quiet", "--no-psqlrc", server, "-c", statement]
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw Missing(what: "psql could not run: \(statement)") }
    }

    private static func required<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Missing(what: "ENTENTE_TEST_POSTGRES") }
        return value
    }
}

/// Something that a test needs is not there.
package struct Missing: Error {
    package let what: String
    package init(what: String) { self.what = what }
}
