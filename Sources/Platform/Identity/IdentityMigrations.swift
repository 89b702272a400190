import Storage

/// The tables of accounts, sessions and tokens.
package enum IdentityMigrations {
    package static let all: [Migration] = [
        Migration(
            "identity", "001 accounts",
            [
                """
                CREATE TABLE account (
                    id TEXT PRIMARY KEY,
                    email TEXT NOT NULL UNIQUE,
                    name TEXT NOT NULL,
                    sort_name TEXT NOT NULL,
                    role TEXT NOT NULL,
                    language TEXT NOT NULL,
                    shortcuts BIGINT NOT NULL,
                    appearance TEXT NOT NULL,
                    synthetic BIGINT NOT NULL,
                    password TEXT NOT NULL,
                    created BIGINT NOT NULL,
                    disabled BIGINT,
                    version BIGINT NOT NULL)
                """,
                """
                CREATE TABLE assignment (
                    id TEXT PRIMARY KEY,
                    account TEXT NOT NULL REFERENCES account (id),
                    country TEXT NOT NULL,
                    since BIGINT NOT NULL,
                    ended BIGINT)
                """,
                "CREATE UNIQUE INDEX assignment_current ON assignment (account, country) WHERE ended IS NULL",
                "CREATE INDEX assignment_country ON assignment (country)",
                """
                CREATE TABLE session (
                    id TEXT PRIMARY KEY,
                    account TEXT NOT NULL REFERENCES account (id),
                    created BIGINT NOT NULL,
                    seen BIGINT NOT NULL,
                    address TEXT,
                    agent TEXT,
                    ended BIGINT)
                """,
                "CREATE INDEX session_account ON session (account, created)",
                """
                CREATE TABLE sign_in_failure (
                    subject TEXT PRIMARY KEY,
                    count BIGINT NOT NULL,
                    since BIGINT NOT NULL)
                """,
                """
                CREATE TABLE api_token (
                    id TEXT PRIMARY KEY,
                    account TEXT NOT NULL REFERENCES account (id),
                    name TEXT NOT NULL,
                    hash TEXT NOT NULL UNIQUE,
                    scope TEXT NOT NULL CHECK (scope IN ('read', 'write')),
                    created BIGINT NOT NULL,
                    expires BIGINT NOT NULL,
                    revoked BIGINT)
                """,
                "CREATE INDEX api_token_account ON api_token (account, created)",
            ])
    ]
}
