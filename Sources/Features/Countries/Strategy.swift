import Identity
import Ledger
import Storage
import Values

/// What the programme wants from the relation with a country in a year. Each save makes a version; none is ever lost.
package struct Strategy: Sendable, Equatable {
    package let country: String
    package let year: Int
    package let version: Int
    package let goals: String
    package let at: Instant
    /// Who saved this version, as the ledger names it.
    package let by: String

    package static let longestGoals = 20_000
    package static let years = 2020...2035
}

extension Strategy {
    private static let columns: SQL = "v.country, v.year, v.version, v.goals, v.at, v.by_actor"

    private init(row: Row) throws {
        self.init(
            country: try row["country"], year: try row["year"], version: try row["version"], goals: try row["goals"],
            at: try row["at"], by: try row["by_actor"])
    }

    /// The current version of each year of a country, the newest year first.
    static func all(_ queries: some Queries, country: String) throws -> [Strategy] {
        try queries.all(
            """
            SELECT \(columns) FROM strategy s
            JOIN strategy_version v ON v.country = s.country AND v.year = s.year AND v.version = s.version
            WHERE s.country = \(country) ORDER BY s.year DESC
            """, Strategy.init(row:))
    }

    /// The current version of a year.
    static func current(_ queries: some Queries, country: String, year: Int) throws -> Strategy? {
        try queries.first(
            """
            SELECT \(columns) FROM strategy s
            JOIN strategy_version v ON v.country = s.country AND v.year = s.year AND v.version = s.version
            WHERE s.country = \(country) AND s.year = \(year)
            """, Strategy.init(row:))
    }

    /// All versions of a year, the newest first.
    static func versions(_ queries: some Queries, country: String, year: Int) throws -> [Strategy] {
        try queries.all(
            """
            SELECT \(columns) FROM strategy_version v
            WHERE v.country = \(country) AND v.year = \(year) ORDER BY v.version DESC
            """, Strategy.init(row:))
    }
}

extension Writing {
    /// Saves the goals of a year as its next version.
    ///
    /// - Parameter version: the version that the writer read; 0 when there was none. Throws `StaleVersion`.
    package func reviseStrategy(
        of country: String, year: Int, goals: String, version: Int, reasons: [FieldChange] = []
    ) throws {
        let subject = Dossier.subject(country)
        let old = try Strategy.current(self, country: country, year: year)
        guard (old?.version ?? 0) == version else { throw StaleVersion(subject: subject) }
        if old?.goals == goals { return }
        let change = FieldChange("goals \(year)", from: old?.goals, to: goals)
        try record("strategy.revised", subject, [change] + reasons) { pen in
            if old == nil {
                try pen.execute("INSERT INTO strategy (country, year, version) VALUES (\(country), \(year), 1)")
            } else {
                try pen.executeOnce(
                    """
                    UPDATE strategy SET version = version + 1
                    WHERE country = \(country) AND year = \(year) AND version = \(version)
                    """, of: subject)
            }
            try pen.execute(
                """
                INSERT INTO strategy_version (country, year, version, goals, at, by_actor)
                VALUES (\(country), \(year), \(version + 1), \(goals), \(now), \(actor.name))
                """)
            try pen.touch(country, at: now)
        }
    }
}
