import Accounts
import Countries
import Files
import Foundation
import Identity
import Ledger
import Logging
import Records
import Slots
import Storage
import Texts
import Today
import Values
import Web

/// An installation that is open: its database, its files, its key, and the features, composed. The one place where they
/// are put together, used by the server, by each command and by the tests.
package final class Installation: Sendable {
    package let settings: Settings
    package let store: Store
    package let files: FileStore
    package let passwords: Passwords
    package let key: SigningKey
    package let logger: Logger
    package let features: [Feature]
    package let slots: Slots

    /// What makes the structure of the database, in its order.
    package var migrations: [Migration] { LedgerMigrations.all + features.flatMap(\.migrations) }

    /// Opens an installation, and makes its folder if needed. The database is not touched yet.
    package init(_ settings: Settings, clock: Clock = .system, ids: IDs = .system) throws {
        self.settings = settings
        try FileManager.default.createDirectory(
            atPath: settings.data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var logger = Logger(label: "entente") { JSONLog(label: $0) }
        logger.logLevel = settings.logLevel
        self.logger = logger
        store = Store(
            database: try Database(settings.database, threads: settings.threads, logger: logger), clock: clock, ids: ids
        )
        files = try FileStore(folder: settings.files)
        passwords = Passwords(cost: settings.passwordCost)
        key = try SigningKey.kept(at: settings.keyFile, name: settings.ledgerName)
        features = Self.features(files)
        slots = features.map(\.slots).reduce(Slots(), +)
    }

    /// The features, each after those that it may know.
    private static func features(_ files: FileStore) -> [Feature] {
        let others: [Feature] = [.records(files), .countries, .today]
        let accounts = Feature.accounts(
            permissions: others.flatMap(\.permissions), countries: Self.countries)
        return [accounts] + others
    }

    private static func countries(_ language: Language) -> [(code: String, name: String)] {
        Gazetteer.world.codes.map { ($0, Gazetteer.world.name($0, in: language)) }
            .sorted { Folding.key($0.1) < Folding.key($1.1) }
    }

    /// All that features allow or deny.
    package var permissions: [Permission] { features.flatMap(\.permissions) }

    /// Brings the database's structure up to date, and gives the steps that ran.
    @discardableResult
    package func migrate() async throws -> [Migration] {
        try await store.database.migrate(migrations, at: store.clock.now().milliseconds)
    }

    /// Throws `MigrationError` unless the database has just the structure that this program knows.
    package func requireCurrentStructure() async throws {
        let pending = try await store.database.plan(migrations)
        if !pending.isEmpty { throw MigrationError.pending(pending.map(\.step)) }
    }

    package func close() async throws {
        try await store.database.close()
        try await files.close()
        try await passwords.close()
    }
}
