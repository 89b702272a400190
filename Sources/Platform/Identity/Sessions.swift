import Ledger
import Storage
import Synchronization
import Values

/// Finds who is behind a cookie or a token, mostly without a query: what was found is remembered for some seconds.
///
/// What ends a session in this process ends it at once; what another process ends is seen after `memory` seconds at most.
package final class Sessions: Sendable {
    /// Seconds that an answer is remembered.
    package static let memory = 5
    /// Seconds between two notes of when a session was last seen.
    private static let noteEvery: Int64 = 60

    private struct Remembered {
        let reader: Reader
        let session: Session?
        let scope: APIToken.Scope
        let until: Instant
        var noted: Instant
    }

    /// Who is behind a request, and by what.
    package struct Found: Sendable {
        package let reader: Reader
        package let session: Session?
        package let scope: APIToken.Scope
    }

    package let limits: Session.Limits
    private let store: Store
    private let remembered = Mutex<[String: Remembered]>([:])

    package init(store: Store, limits: Session.Limits) {
        self.store = store
        self.limits = limits
    }

    /// Who is behind the secret of a cookie or of a token; nil when nobody is, or not any more.
    package func find(_ secret: Secret) async throws -> Found? {
        let now = store.clock.now()
        let key = secret.hash
        if let known = remembered.withLock({ $0[key] }), known.until > now {
            if let session = known.session { try await note(session, key: key, since: known.noted, at: now) }
            return Found(reader: known.reader, session: known.session, scope: known.scope)
        }
        let limits = limits
        let found = try await store.read { transaction -> Found? in
            if let session = try transaction.session(key) {
                guard session.isOpen(at: now, limits), let reader = try transaction.reader(session.account) else {
                    return nil
                }
                return Found(reader: reader, session: session, scope: .write)
            }
            guard let token = try transaction.apiToken(hash: key), token.isValid(at: now),
                let reader = try transaction.reader(token.account)
            else { return nil }
            return Found(reader: reader, session: nil, scope: token.scope)
        }
        guard let found else {
            remembered.withLock { $0[key] = nil }
            return nil
        }
        let noted = found.session?.seen ?? now
        remembered.withLock { all in
            if all.count > 10_000 { all.removeAll() }
            all[key] = Remembered(
                reader: found.reader, session: found.session, scope: found.scope,
                until: now.adding(seconds: Self.memory), noted: noted)
        }
        if let session = found.session { try await note(session, key: key, since: noted, at: now) }
        return found
    }

    /// Forgets what was remembered of an account: its sessions, rights or fields have changed.
    package func forget(_ account: ID<Account>) {
        remembered.withLock { $0 = $0.filter { $0.value.reader.account != account } }
    }

    /// Deletes sessions that ended, or could not be used any more, so many days ago: addresses are kept no longer.
    package static func forgetOld(in store: Store, days: Int = 90) async throws {
        let before = store.clock.now().adding(days: -days)
        try await store.database.writeUnrecorded(.volatile) { transaction in
            try transaction.execute(
                "DELETE FROM session WHERE created < \(before) AND (ended < \(before) OR seen < \(before))")
        }
    }

    /// Notes that a session is in use, at most once in a while: what is idle is measured by it.
    private func note(_ session: Session, key: String, since noted: Instant, at now: Instant) async throws {
        guard now.milliseconds - noted.milliseconds > Self.noteEvery * 1000 else { return }
        remembered.withLock { $0[key]?.noted = now }
        try await store.database.writeUnrecorded(.volatile) { transaction in
            try transaction.execute("UPDATE session SET seen = \(now) WHERE id = \(session.id)")
        }
    }
}
