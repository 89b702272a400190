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
        let (account, hash, wait) = try await store.read { transaction in
            let account = try transaction.account(email: email)
            let hash = try account.flatMap { try transaction.passwordHash(of: $0.id) }
            let wait = try transaction.wait(
                keys, at: now, limits: [Throttle.mostPerAccount, Throttle.mostPerAddress],
                seconds: Throttle.seconds)
            return (account, hash.map(PasswordHash.init(text:)), wait)
        }
        if let wait { return .tooMany(retryAfter: wait) }
        let isRight = try await passwords.verify(String(password.prefix(1_000)), against: hash)
        guard isRight, let account, account.disabled == nil else {
            try await noteFailure(keys, at: now)
            return .refused
        }
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
        let key = "account:" + account.email
        let (hash, wait) = try await store.read { transaction in
            (
                try transaction.passwordHash(of: account.id),
                try transaction.wait([key], at: now, limits: [Throttle.mostPerAccount], seconds: Throttle.seconds)
            )
        }
        if let wait { return .tooMany(retryAfter: wait) }
        if try await passwords.verify(String(password.prefix(1_000)), against: hash.map(PasswordHash.init(text:))) {
            return .right
        }
        try await noteFailure([key], at: now)
        return .wrong
    }

    private func noteFailure(_ keys: [String], at now: Instant) async throws {
        try await store.database.writeUnrecorded(.volatile) { transaction in
            try transaction.execute(
                "DELETE FROM sign_in_failure WHERE since < \(now.milliseconds - Throttle.seconds * 1000)")
            for key in keys {
                try transaction.execute(
                    """
                    INSERT INTO sign_in_failure (subject, count, since) VALUES (\(key), 1, \(now))
                    ON CONFLICT (subject) DO UPDATE SET count = sign_in_failure.count + 1
                    """)
            }
        }
    }
}

extension Queries {
    /// Seconds to wait when one of the keys has too many failures.
    fileprivate func wait(_ keys: [String], at now: Instant, limits: [Int], seconds: Int64) throws -> Int? {
        for (key, most) in zip(keys, limits) {
            let since: Int64? = try value(
                "SELECT since FROM sign_in_failure WHERE subject = \(key) AND count >= \(most)")
            guard let since else { continue }
            let left = (since - now.milliseconds) / 1000 + seconds
            if left > 0 { return Int(left) }
        }
        return nil
    }
}
