import Ledger
import Storage
import Texts
import Values

/// A key for a program that works in an account's name, with less than the account's rights and until a day.
package struct APIToken: Sendable, Equatable {
    /// What a token can be used for.
    package enum Scope: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
        case read, write
    }

    package let id: ID<APIToken>
    package let account: ID<Account>
    package let name: String
    package let scope: Scope
    package let created: Instant
    package let expires: Instant
    package let revoked: Instant?

    /// A new token.
    package init(
        id: ID<APIToken>, account: ID<Account>, name: String, scope: Scope, created: Instant, expires: Instant,
        revoked: Instant? = nil
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.scope = scope
        self.created = created
        self.expires = expires
        self.revoked = revoked
    }

    package func isValid(at now: Instant) -> Bool { revoked == nil && expires > now }

    package var subject: Subject { Subject("api-token", id.description) }

    /// The longest that a token lasts, in days.
    package static let mostDays = 366

    /// Says what is wrong with the fields of a new token.
    package func faults() -> [Fault] {
        var faults: [Fault] = []
        if name.isEmpty { faults.append(Fault("name", "fault.required")) }
        if name.count > 100 { faults.append(Fault("name", "fault.too-long", ["most": "100"])) }
        if expires <= created || expires > created.adding(days: Self.mostDays) {
            faults.append(Fault("expires", "fault.token-end", ["most": "\(Self.mostDays)"]))
        }
        return faults
    }
}

extension APIToken {
    fileprivate static let columns: SQL = "id, account, name, scope, created, expires, revoked"

    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], account: try row["account"], name: try row["name"], scope: try row["scope"],
            created: try row["created"], expires: try row["expires"], revoked: try row["revoked"])
    }
}

extension Queries {
    func apiToken(hash: String) throws -> APIToken? {
        try first("SELECT \(APIToken.columns) FROM api_token WHERE hash = \(hash)", APIToken.init(row:))
    }

    /// The tokens of an account, newest first.
    package func apiTokens(of account: ID<Account>) throws -> [APIToken] {
        try all(
            "SELECT \(APIToken.columns) FROM api_token WHERE account = \(account) ORDER BY created DESC, id",
            APIToken.init(row:))
    }
}

extension Writing {
    /// Adds a token; its secret is given out this once. Throws `Faults`.
    package func add(_ token: APIToken) throws -> Secret {
        try Faults.check(token.faults())
        let secret = Secret.random(prefix: "entente_")
        let changes = [
            FieldChange("name", to: token.name), FieldChange("scope", to: token.scope.rawValue),
            FieldChange("expires", to: token.expires.rfc3339),
        ]
        try record("api-token.added", token.subject, changes) { pen in
            try pen.execute(
                """
                INSERT INTO api_token (id, account, name, hash, scope, created, expires)
                VALUES (\(token.id), \(token.account), \(token.name), \(secret.hash), \(token.scope), \(token.created),
                        \(token.expires))
                """)
        }
        return secret
    }

    /// Ends a token of an account for good. Throws `Refusal.notFound`.
    package func revokeToken(_ id: ID<APIToken>, of account: ID<Account>) throws {
        let count = try record("api-token.revoked", Subject("api-token", id.description), []) { pen in
            try pen.execute(
                "UPDATE api_token SET revoked = \(now) WHERE id = \(id) AND account = \(account) AND revoked IS NULL")
        }
        if count == 0 { throw Refusal.notFound }
    }
}
