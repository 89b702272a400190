import Storage
import Values

extension Queries {
    /// The newest entries that meet the condition on `e`, newest first, among the last so many of the whole ledger.
    ///
    /// - Parameters:
    ///   - before: only entries with a smaller number, for paging.
    ///   - window: how many entries are looked at: the work is the same however long the ledger is.
    package func latestEntries(where condition: SQL, before: Int? = nil, window: Int, limit: Int) throws -> [Entry] {
        try entries(
            """
            SELECT e.number, e.at, e.actor, e.kind, e.subject, e.action
            FROM (
                SELECT number, at, actor, kind, subject, action FROM ledger_entry
                WHERE number < \(before ?? Int.max) ORDER BY number DESC LIMIT \(window)) AS e
            WHERE \(condition)
            ORDER BY e.number DESC
            LIMIT \(limit)
            """)
    }

    /// Reads entries with their values: two queries, whatever their number.
    private func entries(_ query: SQL) throws -> [Entry] {
        let rows = try rows(query)
        let numbers: [Int] = try rows.map { try $0["number"] }
        var values: [Int: [(change: FieldChange, erased: Bool)]] = [:]
        for row in try self.rows(
            """
            SELECT entry, field, before_text, after_text, salt IS NULL AS erased
            FROM ledger_value
            WHERE entry IN (\(list: numbers)) AND field <> \(Commitment.origin)
            ORDER BY entry, ordinal
            """)
        {
            let change = FieldChange(try row["field"], from: try row["before_text"], to: try row["after_text"])
            values[try row["entry"], default: []].append((change, try row["erased"]))
        }
        return try rows.map { row in
            let number: Int = try row["number"]
            let found = values[number] ?? []
            return Entry(
                number: number, at: try row["at"], actor: try row["actor"],
                subject: Subject(try row["kind"], try row["subject"]), action: try row["action"],
                changes: found.map(\.change), isErased: found.contains(where: \.erased))
        }
    }

    /// What happened to one thing, newest first.
    package func history(of subject: Subject, before: Int? = nil, limit: Int = 50) throws -> [Entry] {
        try entries(
            """
            SELECT number, at, actor, kind, subject, action FROM ledger_entry
            WHERE kind = \(subject.kind) AND subject = \(subject.id) AND number < \(before ?? Int.max)
            ORDER BY number DESC LIMIT \(limit)
            """)
    }
}

extension Writing {
    /// Erases the values of all entries about a thing, as the law may demand; the tree stays whole, and the erasure is an
    /// entry of its own for each entry that lost its values. The fact that something happened stays.
    package func eraseValues(of subject: Subject) throws {
        let numbers: [Int] = try values(
            """
            SELECT number FROM ledger_entry WHERE kind = \(subject.kind) AND subject = \(subject.id) ORDER BY number
            """)
        for number in numbers {
            try record(LedgerVerification.erasure, Subject("ledger-entry", String(number)), []) { pen in
                try pen.execute(
                    "UPDATE ledger_value SET before_text = NULL, after_text = NULL, salt = NULL WHERE entry = \(number)"
                )
            }
        }
    }
}
