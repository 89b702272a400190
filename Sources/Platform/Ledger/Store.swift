import Storage
import Values

/// The database with its ledger: what features read from and write to.
///
/// A write happens in two steps that cannot be had apart: `record` says who did what to which thing, and only inside its
/// closure there is a `Pen` that changes rows. So a change without an entry cannot be written.
///
///     try await store.write(by: actor) { writing in
///         try writing.record("fact.removed", Subject("dossier", "GM"), [FieldChange("fact", from: old, to: nil)]) { pen in
///             try pen.execute("DELETE FROM dossier_fact WHERE id = \(id)")
///         }
///     }
package struct Store: Sendable {
    package let database: Database
    package let clock: Clock
    package let ids: IDs

    package init(database: Database, clock: Clock = .system, ids: IDs = .system) {
        self.database = database
        self.clock = clock
        self.ids = ids
    }

    /// Reads from one consistent view.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (ReadTransaction) throws -> Value
    ) async throws -> Value {
        try await database.read(body)
    }

    /// Changes things in the name of an actor; everything or nothing.
    @discardableResult
    package func write<Value: Sendable>(
        by actor: Actor, at instant: Instant? = nil, _ body: @escaping @Sendable (Writing) throws -> Value
    ) async throws -> Value {
        let now = instant ?? clock.now()
        return try await database.writeUnrecorded(.ledger) { [ids] transaction in
            let writing = Writing(transaction: transaction, actor: actor, now: now, ids: ids)
            let value = try body(writing)
            try writing.pending.append(to: transaction, by: actor, at: now)
            return value
        }
    }
}

/// A transaction that changes things, each with its entry.
package struct Writing: Queries {
    private let transaction: WriteTransaction
    package let actor: Actor
    /// The moment of the whole transaction.
    package let now: Instant
    package let ids: IDs
    fileprivate let pending = PendingEntries()

    fileprivate init(transaction: WriteTransaction, actor: Actor, now: Instant, ids: IDs) {
        self.transaction = transaction
        self.actor = actor
        self.now = now
        self.ids = ids
    }

    package var access: Access { transaction.access }

    /// Changes rows, and adds the entry that says so.
    ///
    /// - Parameters:
    ///   - action: what is done, as a past participle after its noun: `strategy.revised`.
    ///   - changes: each field that changes; those whose text stays the same are left out.
    @discardableResult
    package func record<Value>(
        _ action: String, _ subject: Subject, _ changes: [FieldChange], _ write: (Pen) throws -> Value
    ) throws -> Value {
        let value = try write(Pen(transaction: transaction))
        pending.entries.append((action, subject, changes.filter { $0.before != $0.after }))
        return value
    }

    /// Keeps the answer of something that is done once. Not a record of its own: what was done has its entries.
    func remember(_ answer: String, under key: String) throws {
        try transaction.execute("INSERT INTO done_once (key, answer, at) VALUES (\(key), \(answer), \(now))")
        try transaction.execute("DELETE FROM done_once WHERE at < \(now.adding(days: -8))")
    }
}

/// What changes rows, within `Writing.record`.
package struct Pen {
    fileprivate let transaction: WriteTransaction

    /// Runs one statement; gives the number of rows that it changed.
    @discardableResult
    package func execute(_ sql: SQL) throws -> Int {
        try transaction.execute(sql)
    }

    /// Runs a statement that must change the one row that still has the version that was read. Throws `StaleVersion`.
    package func executeOnce(_ sql: SQL, of subject: Subject) throws {
        guard try transaction.execute(sql) == 1 else { throw StaleVersion(subject: subject) }
    }
}

/// Someone else saved the record after it was read. Nothing was changed.
package struct StaleVersion: Error, Equatable {
    package let subject: Subject
    package init(subject: Subject) { self.subject = subject }
}

/// The entries of a transaction, until its end. Used by the one thread that runs the transaction.
private final class PendingEntries {
    var entries: [(action: String, subject: Subject, changes: [FieldChange])] = []

    func append(to transaction: WriteTransaction, by actor: Actor, at now: Instant) throws {
        guard !entries.isEmpty else { return }
        var appender = try LedgerAppender(transaction)
        for entry in entries {
            try appender.append(entry.action, entry.subject, entry.changes, by: actor, at: now)
        }
        try appender.finish()
    }
}
