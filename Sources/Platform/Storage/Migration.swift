import Crypto
import Values

/// One step in the life of the database's structure. Steps only go forward, and one that ran is never edited: its
/// checksum is kept beside its name.
package struct Migration: Sendable {
    /// Who brings it, such as `countries`: the steps of one owner stand in their order.
    package let owner: String
    /// What it does, such as `001 dossiers`.
    package let name: String
    let statements: [SQL]
    let fill: (@Sendable (WriteTransaction) throws -> Void)?

    /// - Parameters:
    ///   - statements: one statement each, in the subset that both databases know.
    ///   - fill: loads reference data after the statements, in the same transaction.
    package init(
        _ owner: String, _ name: String, _ statements: [SQL],
        fill: (@Sendable (WriteTransaction) throws -> Void)? = nil
    ) {
        self.owner = owner
        self.name = name
        self.statements = statements
        self.fill = fill
    }

    /// SHA-256 over both variants of each statement, in hexadecimal.
    package var checksum: String {
        var hash = SHA256()
        for statement in statements {
            for dialect in Dialect.allCases {
                hash.update(data: Array(statement.rendered(for: dialect).text.utf8))
                hash.update(data: [0])
            }
        }
        return hash.finalize().hexadecimal
    }
}

/// Why a database cannot be used by this program.
package enum MigrationError: Error, Equatable, CustomStringConvertible {
    /// The database has a step that the program does not know: it was made by a newer program.
    case newer(step: String)
    /// A step that ran is not the one that the program has.
    case altered(step: String)
    /// A step that the program has before one that ran did not run.
    case skipped(step: String)
    /// Steps are still to be run: `entente migrate`.
    case pending([String])

    package var description: String {
        switch self {
        case .newer(let step): "the database is newer than this program: it has the step '\(step)'"
        case .altered(let step): "the database's history differs: the step '\(step)' is not the one that ran"
        case .skipped(let step): "the database's history differs: the step '\(step)' was skipped"
        case .pending(let steps): "the database is older than this program; run 'entente migrate' for: \(steps)"
        }
    }
}

extension Database {
    /// The steps that would run, after a check of those that ran. Throws `MigrationError`.
    package func plan(_ migrations: [Migration]) async throws -> [Migration] {
        try await writeUnrecorded(.structure) { transaction in
            try transaction.prepareHistory()
            return try transaction.pending(migrations)
        }
    }

    /// Runs what has not run, each step in a transaction of its own; gives those that ran. Throws `MigrationError`.
    @discardableResult
    package func migrate(_ migrations: [Migration], at milliseconds: Int64) async throws -> [Migration] {
        let planned = try await plan(migrations)
        var done: [Migration] = []
        for migration in planned {
            // Two programs that start together: who comes second finds the step done.
            let ran = try await writeUnrecorded(.structure) { transaction in
                guard try transaction.pending(migrations).contains(where: { $0.step == migration.step }) else {
                    return false
                }
                try transaction.run(migration, at: milliseconds)
                return true
            }
            if ran { done.append(migration) }
        }
        return done
    }
}

extension Migration {
    /// Owner and name, as messages show them.
    package var step: String { "\(owner) \(name)" }
}

extension WriteTransaction {
    fileprivate func prepareHistory() throws {
        try execute(
            """
            CREATE TABLE IF NOT EXISTS schema_migration (
                owner TEXT NOT NULL,
                name TEXT NOT NULL,
                checksum TEXT NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (owner, name))
            """)
    }

    fileprivate func pending(_ migrations: [Migration]) throws -> [Migration] {
        let rows = try rows("SELECT owner, name, checksum FROM schema_migration ORDER BY owner, name")
        var ran: [String: String] = [:]
        for row in rows {
            let (owner, name): (String, String) = (try row["owner"], try row["name"])
            ran["\(owner) \(name)"] = try row["checksum"]
        }
        let known = Set(migrations.map(\.step))
        if let unknown = ran.keys.filter({ !known.contains($0) }).min() { throw MigrationError.newer(step: unknown) }

        var pending: [Migration] = []
        for migration in migrations {
            if let checksum = ran[migration.step] {
                if checksum != migration.checksum { throw MigrationError.altered(step: migration.step) }
                if let skipped = pending.first(where: { $0.owner == migration.owner }) {
                    throw MigrationError.skipped(step: skipped.step)
                }
            } else {
                pending.append(migration)
            }
        }
        return pending
    }

    fileprivate func run(_ migration: Migration, at milliseconds: Int64) throws {
        for statement in migration.statements { try execute(statement) }
        try migration.fill?(self)
        try execute(
            """
            INSERT INTO schema_migration (owner, name, checksum, at)
            VALUES (\(migration.owner), \(migration.name), \(migration.checksum), \(milliseconds))
            """)
    }
}
