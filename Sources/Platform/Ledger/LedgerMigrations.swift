import Storage

/// The tables of the ledger.
package enum LedgerMigrations {
    package static let all: [Migration] = [
        Migration(
            "ledger", "001 entries and values",
            [
                """
                CREATE TABLE ledger_entry (
                    number BIGINT PRIMARY KEY,
                    at BIGINT NOT NULL,
                    actor TEXT NOT NULL,
                    kind TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    action TEXT NOT NULL,
                    leaf BYTEA NOT NULL)
                """,
                "CREATE INDEX ledger_entry_subject ON ledger_entry (kind, subject, number)",
                "CREATE INDEX ledger_entry_actor ON ledger_entry (actor, number)",
                """
                CREATE TABLE ledger_value (
                    entry BIGINT NOT NULL REFERENCES ledger_entry (number),
                    ordinal BIGINT NOT NULL,
                    field TEXT NOT NULL,
                    before_text TEXT,
                    after_text TEXT,
                    salt BYTEA,
                    commitment BYTEA NOT NULL,
                    PRIMARY KEY (entry, ordinal))
                """,
                """
                CREATE TABLE ledger_head (
                    id BIGINT PRIMARY KEY CHECK (id = 1),
                    size BIGINT NOT NULL,
                    peaks BYTEA NOT NULL,
                    root BYTEA NOT NULL)
                """,
                "CREATE TABLE done_once (key TEXT PRIMARY KEY, answer TEXT NOT NULL, at BIGINT NOT NULL)",
                "CREATE INDEX done_once_at ON done_once (at)",
            ],
            fill: { transaction in
                let tree = MerkleTree()
                try transaction.execute(
                    """
                    INSERT INTO ledger_head (id, size, peaks, root)
                    VALUES (1, \(tree.size), \(tree.peaks.flatMap { $0 }), \(tree.root))
                    """)
            })
    ]
}
