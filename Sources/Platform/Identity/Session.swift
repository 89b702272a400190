import Ledger
import Storage
import Texts
import Values

/// A sign-in that lasts: on one device, until it is ended or too old.
package struct Session: Sendable, Equatable {
    /// The hash of the secret in the cookie.
    package let id: String
    package let account: ID<Account>
    package let created: Instant
    package let seen: Instant
    package let address: String?
    package let agent: String?

    /// How long a session lasts.
    package struct Limits: Sendable {
        /// Milliseconds without a request.
        package let idle: Int64
        /// Milliseconds in all.
        package let absolute: Int64

        package init(idleMinutes: Int, absoluteHours: Int) {
            idle = Int64(idleMinutes) * 60_000
            absolute = Int64(absoluteHours) * 3_600_000
        }
    }

    /// Whether it still holds.
    package func isOpen(at now: Instant, _ limits: Limits) -> Bool {
        now.milliseconds - seen.milliseconds <= limits.idle
            && now.milliseconds - created.milliseconds <= limits.absolute
    }
}

extension Session {
    init(row: Row) throws {
        self.init(
            id: try row["id"], account: try row["account"], created: try row["created"], seen: try row["seen"],
            address: try row["address"], agent: try row["agent"])
    }
}

extension Queries {
    /// The session with this id, unless it was ended.
    func session(_ id: String) throws -> Session? {
        try first(
            "SELECT id, account, created, seen, address, agent FROM session WHERE id = \(id) AND ended IS NULL",
            Session.init(row:))
    }

    /// The sessions of an account that still hold, newest first.
    package func sessions(of account: ID<Account>, at now: Instant, _ limits: Session.Limits) throws -> [Session] {
        try all(
            """
            SELECT id, account, created, seen, address, agent FROM session
            WHERE account = \(account) AND ended IS NULL AND created > \(now.milliseconds - limits.absolute)
            ORDER BY created DESC
            """, Session.init(row:)
        ).filter { $0.isOpen(at: now, limits) }
    }
}

extension Writing {
    /// Begins a session.
    func beginSession(_ secret: Secret, of account: Account, agent: String?) throws {
        try record("account.signed-in", account.subject, []) { pen in
            try pen.execute(
                """
                INSERT INTO session (id, account, created, seen, address, agent)
                VALUES (\(secret.hash), \(account.id), \(now), \(now), \(actor.address), \(agent))
                """)
        }
    }

    /// Ends one session of an account.
    package func endSession(_ id: String, of account: ID<Account>) throws {
        try record("account.signed-out", Subject("account", account.description), []) { pen in
            try pen.execute(
                "UPDATE session SET ended = \(now) WHERE id = \(id) AND account = \(account) AND ended IS NULL")
        }
    }

    /// Ends all sessions of an account.
    package func endSessions(of account: ID<Account>) throws {
        try record("account.signed-out-everywhere", Subject("account", account.description), []) { pen in
            try pen.execute("UPDATE session SET ended = \(now) WHERE account = \(account) AND ended IS NULL")
        }
    }
}
