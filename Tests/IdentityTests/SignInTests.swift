import Fixtures
import Identity
import Ledger
import Storage
import Synchronization
import Testing
import Texts
import Values

@Suite("Signing in, on SQLite and on PostgreSQL")
struct SignInTests {
    /// A clock that a test can put forward.
    private final class Hands: Sendable {
        private let time = Mutex(Instant(milliseconds: 1_800_000_000_000))
        var clock: Clock { Clock { self.time.withLock { $0 } } }
        func forward(minutes: Int) { time.withLock { $0 = $0.adding(seconds: minutes * 60) } }
    }

    private struct Setting {
        let store: Store
        let signIn: SignIn
        let sessions: Sessions
        let hands: Hands

        func attempt(_ password: String, email: String = "sanne@dienst.example", from address: String = "192.0.2.1")
            async throws -> SignIn.Outcome
        {
            try await signIn.signIn(email: email, password: password, request: nil, address: address, agent: nil)
        }
    }

    private func with(_ dialect: Dialect, _ body: (Setting) async throws -> Void) async throws {
        let hands = Hands()
        let migrations = LedgerMigrations.all + IdentityMigrations.all
        try await TestDatabase.withStore(dialect, migrations, clock: hands.clock) { store in
            let passwords = Passwords(cost: .cheap)
            let hash = try await passwords.hash("vier blauwe ketels")
            try await store.write(by: .system("test")) { writing in
                let account = Account(
                    id: writing.ids.next(), email: "Sanne@Dienst.example ", name: "Sanne", role: .countryManager,
                    language: .dutch)
                try writing.add(account, password: hash)
            }
            let sessions = Sessions(store: store, limits: .init(idleMinutes: 30, absoluteHours: 2))
            try await body(
                Setting(
                    store: store, signIn: SignIn(store: store, passwords: passwords), sessions: sessions, hands: hands))
            try await passwords.close()
        }
    }

    private func secret(_ outcome: SignIn.Outcome) throws -> Secret {
        guard case .signedIn(let secret, _) = outcome else { throw Missing(what: "a session, not \(outcome)") }
        return secret
    }

    @Test("A wrong password and an unknown address get the same answer", arguments: TestDatabase.dialects)
    func noHint(dialect: Dialect) async throws {
        try await with(dialect) { setting in
            for email in ["sanne@dienst.example", "nobody@dienst.example"] {
                let outcome = try await setting.attempt("wrong", email: email)
                guard case .refused = outcome else {
                    Issue.record("\(outcome)")
                    return
                }
            }
        }
    }

    @Test(
        "After six failures an account waits, and after fifteen minutes it may try again",
        arguments: TestDatabase.dialects)
    func throttled(dialect: Dialect) async throws {
        try await with(dialect) { setting in
            for _ in 0..<6 { _ = try await setting.attempt("wrong") }
            let seventh = try await setting.attempt("vier blauwe ketels")
            guard case .tooMany(let seconds) = seventh else {
                Issue.record("\(seventh)")
                return
            }
            #expect((1...900).contains(seconds))
            setting.hands.forward(minutes: 16)
            _ = try secret(try await setting.attempt("vier blauwe ketels"))
        }
    }

    @Test(
        "A session ends when nothing is done for a while, and after its longest time", arguments: TestDatabase.dialects)
    func expires(dialect: Dialect) async throws {
        try await with(dialect) { setting in
            let secret = try secret(try await setting.attempt("vier blauwe ketels"))
            for _ in 0..<5 {
                setting.hands.forward(minutes: 20)
                #expect(try await setting.sessions.find(secret) != nil)
                // The first look notes that the session is in use; the next finds that in the database.
                setting.hands.forward(minutes: 1)
                #expect(try await setting.sessions.find(secret) != nil)
            }
            setting.hands.forward(minutes: 20)
            #expect(try await setting.sessions.find(secret) == nil, "older than two hours")

            let second = try self.secret(try await setting.attempt("vier blauwe ketels"))
            setting.hands.forward(minutes: 31)
            #expect(try await setting.sessions.find(second) == nil, "idle for half an hour")
        }
    }

    @Test("Nothing that is kept gives a session away", arguments: TestDatabase.dialects)
    func hashed(dialect: Dialect) async throws {
        try await with(dialect) { setting in
            let secret = try secret(try await setting.attempt("vier blauwe ketels"))
            let ids: [String] = try await setting.store.read { try $0.values("SELECT id FROM session") }
            #expect(ids == [secret.hash] && secret.hash != secret.text)
        }
    }

    @Test("An address that is taken is told at its field", arguments: TestDatabase.dialects)
    func taken(dialect: Dialect) async throws {
        try await with(dialect) { setting in
            await #expect(throws: Faults([Fault("email", "fault.email-taken")])) {
                try await setting.store.write(by: .system("test")) { writing in
                    let account = Account(
                        id: writing.ids.next(), email: "SANNE@dienst.example", name: "Other", role: .auditor,
                        language: .english)
                    try writing.add(account, password: PasswordHash(text: "x"))
                }
            }
        }
    }
}
