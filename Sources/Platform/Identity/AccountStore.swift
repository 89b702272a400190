import Ledger
import Storage
import Texts
import Values

extension Account {
    static let columns: SQL = """
        account.id, account.email, account.name, account.role, account.language, account.shortcuts, account.appearance,
        account.synthetic, account.disabled, account.version
        """

    init(row: Row) throws {
        let language: String = try row["language"]
        self.init(
            id: try row["id"], email: try row["email"], name: try row["name"], role: try row["role"],
            language: Language(rawValue: language) ?? .english, hasShortcuts: try row["shortcuts"],
            appearance: try row["appearance"], isSynthetic: try row["synthetic"], disabled: try row["disabled"],
            version: try row["version"])
    }
}

extension Queries {
    /// All accounts by name.
    package func accounts() throws -> [Account] {
        try all("SELECT \(Account.columns) FROM account ORDER BY sort_name \(.byBytes), id", Account.init(row:))
    }

    /// The accounts of a role that can sign in, by name.
    package func accounts(of role: Role) throws -> [Account] {
        try all(
            """
            SELECT \(Account.columns) FROM account
            WHERE role = \(role) AND disabled IS NULL ORDER BY sort_name \(.byBytes), id
            """, Account.init(row:))
    }

    package func account(_ id: ID<Account>) throws -> Account? {
        try first("SELECT \(Account.columns) FROM account WHERE id = \(id)", Account.init(row:))
    }

    package func account(email: String) throws -> Account? {
        try first(
            "SELECT \(Account.columns) FROM account WHERE email = \(Account.normalised(email: email))",
            Account.init(row:))
    }

    /// The names of the accounts that stand in the ledger under these names; others are left out.
    package func accountNames(_ actors: some Collection<String>) throws -> [String: String] {
        let ids = Set(actors).filter { $0.hasPrefix("account:") }.map { String($0.dropFirst(8)) }
        if ids.isEmpty { return [:] }
        return try rows("SELECT id, name FROM account WHERE id IN (\(list: ids.sorted()))")
            .reduce(into: [:]) { names, row in names["account:" + (try row["id"] as String)] = try row["name"] as String
            }
    }

    /// Who changed a record last, and when; the name is nil where no account did.
    package func lastChange(of subject: Subject) throws -> (name: String?, at: Instant)? {
        guard let last = try history(of: subject, limit: 1).first else { return nil }
        return (try accountNames([last.actor])[last.actor], last.at)
    }

    /// The countries that an account is assigned to now.
    package func countries(of account: ID<Account>) throws -> [String] {
        try values(
            "SELECT country FROM assignment WHERE account = \(account) AND ended IS NULL ORDER BY country \(.byBytes)")
    }

    /// What a request needs to know about an account; nil when it cannot sign in.
    package func reader(_ id: ID<Account>) throws -> Reader? {
        guard let account = try account(id), account.disabled == nil else { return nil }
        return Reader(
            account: id, name: account.name, role: account.role, language: account.language,
            countries: Set(try countries(of: id)), hasShortcuts: account.hasShortcuts, appearance: account.appearance)
    }

    func passwordHash(of account: ID<Account>) throws -> String? {
        try value("SELECT password FROM account WHERE id = \(account)")
    }
}

extension Writing {
    /// Adds an account. Throws `Faults`, also when the address is taken.
    package func add(_ account: Account, password: PasswordHash) throws {
        var account = account
        account.email = Account.normalised(email: account.email)
        var faults = account.faults()
        if try self.account(email: account.email) != nil { faults.append(Fault("email", "fault.email-taken")) }
        try Faults.check(faults)
        try record("account.added", account.subject, account.changes(from: nil)) { pen in
            try pen.execute(
                """
                INSERT INTO account (id, email, name, sort_name, role, language, shortcuts, appearance, synthetic,
                                     password, created, version)
                VALUES (\(account.id), \(account.email), \(account.name), \(Folding.key(account.name)), \(account.role),
                        \(account.language.rawValue), \(account.hasShortcuts), \(account.appearance),
                        \(account.isSynthetic), \(password.text), \(now), 1)
                """)
        }
    }

    /// Saves changed fields. Throws `Faults`, or `StaleVersion` when someone else was first.
    package func update(_ account: Account) throws {
        guard let old = try self.account(account.id) else { throw Refusal.notFound }
        var account = account
        account.email = Account.normalised(email: account.email)
        var faults = account.faults()
        if account.email != old.email, try self.account(email: account.email) != nil {
            faults.append(Fault("email", "fault.email-taken"))
        }
        try Faults.check(faults)
        let changes = account.changes(from: old)
        if changes.isEmpty { return }
        try record("account.updated", account.subject, changes) { pen in
            try pen.executeOnce(
                """
                UPDATE account
                SET email = \(account.email), name = \(account.name), sort_name = \(Folding.key(account.name)),
                    role = \(account.role), language = \(account.language.rawValue),
                    shortcuts = \(account.hasShortcuts), appearance = \(account.appearance), version = version + 1
                WHERE id = \(account.id) AND version = \(account.version)
                """, of: account.subject)
        }
    }

    /// Takes away, or gives back, the possibility to sign in. All sessions and tokens end with it.
    package func set(_ account: Account, disabled: Bool) throws {
        if (account.disabled != nil) == disabled { return }
        let instant = disabled ? now : nil
        try record(disabled ? "account.disabled" : "account.enabled", account.subject, []) { pen in
            try pen.executeOnce(
                """
                UPDATE account SET disabled = \(instant), version = version + 1
                WHERE id = \(account.id) AND version = \(account.version)
                """, of: account.subject)
            if disabled {
                try pen.execute("UPDATE session SET ended = \(now) WHERE account = \(account.id) AND ended IS NULL")
                try pen.execute(
                    "UPDATE api_token SET revoked = \(now) WHERE account = \(account.id) AND revoked IS NULL")
            }
        }
    }

    /// Gives an account another password; all its sessions end.
    package func setPassword(of account: Account, to password: PasswordHash) throws {
        try record("account.password-changed", account.subject, []) { pen in
            try pen.execute("UPDATE account SET password = \(password.text) WHERE id = \(account.id)")
            try pen.execute("UPDATE session SET ended = \(now) WHERE account = \(account.id) AND ended IS NULL")
        }
    }

    /// Makes the countries of an account these: ends assignments that are not among them, and adds the new ones.
    package func assign(_ account: Account, to countries: Set<String>) throws {
        let old = Set(try self.countries(of: account.id))
        for country in old.subtracting(countries).sorted() {
            try record("assignment.ended", account.subject, [FieldChange("country", from: country, to: nil)]) { pen in
                try pen.execute(
                    """
                    UPDATE assignment SET ended = \(now)
                    WHERE account = \(account.id) AND country = \(country) AND ended IS NULL
                    """)
                try pen.execute("UPDATE account SET version = version + 1 WHERE id = \(account.id)")
            }
        }
        for country in countries.subtracting(old).sorted() {
            try record("assignment.made", account.subject, [FieldChange("country", from: nil, to: country)]) { pen in
                try pen.execute(
                    """
                    INSERT INTO assignment (id, account, country, since)
                    VALUES (\(ids.next() as ID<Assignment>), \(account.id), \(country), \(now))
                    """)
                try pen.execute("UPDATE account SET version = version + 1 WHERE id = \(account.id)")
            }
        }
    }
}

/// That an account works with a country, from when until when.
package enum Assignment {}
