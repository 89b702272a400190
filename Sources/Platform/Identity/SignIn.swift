import Ledger
import Storage
import Values

/// Signing in with address and password.
package struct SignIn: Sendable {
    /// How many failures are let through, and for how long they count.
    private enum Throttle {
        static let mostPerAccount = 6
        static let mostPerAddress = 40
        static let seconds: Int64 = 15 * 60
    }

    /// What came of it.
    package enum Outcome: Sendable {
        /// The secret for the cookie.
        case signedIn(Secret, Reader)
        /// Address or password is wrong; which of them is not told.
        case refused
        /// Too many failures; may be tried again after so many seconds.
        case tooMany(retryAfter: Int)
    }

    private let store: Store
    private let passwords: Passwords

    package init(store: Store, passwords: Passwords) {
        self.store = store
        self.passwords = passwords
    }

    package func signIn(
        email: String, password: String, request: String?, address: String?, agent: String?
    ) async throws -> Outcome {
        let now = store.clock.now()
        let email = Account.normalised(email: String(email.prefix(Account.longest)))
        let keys = ["account:" + email, "address:" + (address ?? "")]
        if let wait = try await admit(keys, [Throttle.mostPerAccount, Throttle.mostPerAddress], at: now) {
            return .tooMany(retryAfter: wait)
        }
        let (account, hash) = try await store.read { transaction in
            let account = try transaction.account(email: email)
            let hash = try account.flatMap { try transaction.passwordHash(of: $0.id) }
            return (account, hash.map(PasswordHash.init(text:)))
        }
        let isRight = try await passwords.verify(String(password.prefix(1_000)), against: hash)
        guard isRight, let account, account.disabled == nil else { return .refused }
        try await forget(keys)
        let secret = Secret.random()
        let actor = Actor(name: account.id.actorName, request: request, address: address)
        let reader = try await store.write(by: actor) { writing in
            try writing.beginSession(secret, of: account, agent: agent.map { String($0.prefix(300)) })
            return try writing.reader(account.id)
        }
        return reader.map { .signedIn(secret, $0) } ?? .refused
    }

    /// What came of a password that someone who signed in gave once more.
    package enum Verification: Sendable { case right, wrong, tooMany(retryAfter: Int) }

    /// Checks the password of an account again, before it is changed; failures count like those of signing in.
    package func verify(_ account: Account, password: String, address: String?) async throws -> Verification {
        let now = store.clock.now()
        let keys = ["account:" + account.email]
        if let wait = try await admit(keys, [Throttle.mostPerAccount], at: now) { return .tooMany(retryAfter: wait) }
        let hash = try await store.read { try $0.passwordHash(of: account.id) }
        guard try await passwords.verify(String(password.prefix(1_000)), against: hash.map(PasswordHash.init(text:)))
        else { return .wrong }
        try await forget(keys)
        return .right
    }

    /// Counts an attempt under each key before the password is looked at, so that attempts side by side count too; gives
    /// the seconds to wait when there were too many.
    private func admit(_ keys: [String], _ limits: [Int], at now: Instant) async throws -> Int? {
        try await store.database.writeUnrecorded(.volatile) { transaction in
            try transaction.execute(
                "DELETE FROM sign_in_failure WHERE since < \(now.milliseconds - Throttle.seconds * 1000)")
            for (key, most) in zip(keys, limits) {
                let since: Int64? = try transaction.value(
                    "SELECT since FROM sign_in_failure WHERE subject = \(key) AND count >= \(most)")
                if let since { return Int(max(1, (since - now.milliseconds) / 1000 + Throttle.seconds)) }
            }
            for key in keys {
                try transaction.execute(
                    """
                    INSERT INTO sign_in_failure (subject, count, since) VALUES (\(key), 1, \(now))
                    ON CONFLICT (subject) DO UPDATE SET count = sign_in_failure.count + 1
                    """)
            }
            return nil
        }
    }

    /// Takes back the count of an attempt that was right: all failures of the account, one of the address.
    private func forget(_ keys: [String]) async throws {
        try await store.database.writeUnrecorded(.volatile) { transaction in
            try transaction.execute("DELETE FROM sign_in_failure WHERE subject = \(keys[0])")
            for key in keys.dropFirst() {
                try transaction.execute("UPDATE sign_in_failure SET count = count - 1 WHERE subject = \(key)")
            }
        }
    }
}
