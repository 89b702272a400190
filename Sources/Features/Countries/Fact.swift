import Identity
import Ledger
import Storage
import Texts
import Values

/// Something worth knowing about a country, with where we know it from and as of when.
package struct Fact: Sendable, Equatable {
    package let id: ID<Fact>
    package let country: String
    package var label: String
    package var content: String
    package var source: String
    package var asOf: PartialDate
    /// Whether partners of the country may read it.
    package var isShared: Bool
    package var isSynthetic = false
    package var version = 1

    package static let longestLabel = 100
    package static let longestContent = 2_000
    package static let longestSource = 300

    func changes(from old: Fact?) -> [FieldChange] {
        [
            FieldChange("label", from: old?.label, to: label), FieldChange("content", from: old?.content, to: content),
            FieldChange("source", from: old?.source, to: source),
            FieldChange("asOf", from: old?.asOf.description, to: asOf.description),
            FieldChange("shared", from: old.map { "\($0.isShared)" }, to: "\(isShared)"),
        ]
    }
}

extension Fact {
    private static let columns: SQL = "id, country, label, content, source, as_of, shared, synthetic, version"

    private init(row: Row) throws {
        self.init(
            id: try row["id"], country: try row["country"], label: try row["label"], content: try row["content"],
            source: try row["source"], asOf: try row["as_of"], isShared: try row["shared"],
            isSynthetic: try row["synthetic"], version: try row["version"])
    }

    /// The facts of a country that a reader may see, by label.
    static func all(_ queries: some Queries, country: String, for reader: Reader) throws -> [Fact] {
        try queries.all(
            """
            SELECT \(columns) FROM fact
            WHERE country = \(country) AND ended IS NULL
                AND \(reader.rows(.readDossiers, country: "fact.country", shared: "fact.shared = 1"))
            ORDER BY label \(.byBytes), id
            """, Fact.init(row:))
    }

    /// One fact of a country; nil when it is not there or not for this reader.
    static func one(_ queries: some Queries, _ id: ID<Fact>, country: String, for reader: Reader) throws -> Fact? {
        try queries.first(
            """
            SELECT \(columns) FROM fact
            WHERE id = \(id) AND country = \(country) AND ended IS NULL
                AND \(reader.rows(.readDossiers, country: "fact.country", shared: "fact.shared = 1"))
            """, Fact.init(row:))
    }
}

extension Writing {
    /// Adds a fact.
    package func add(_ fact: Fact, reasons: [FieldChange] = []) throws {
        try record("fact.added", Dossier.subject(fact.country), fact.changes(from: nil) + reasons) { pen in
            try pen.execute(
                """
                INSERT INTO fact (id, country, label, content, source, as_of, shared, synthetic, version)
                VALUES (\(fact.id), \(fact.country), \(fact.label), \(fact.content), \(fact.source), \(fact.asOf),
                        \(fact.isShared), \(fact.isSynthetic), 1)
                """)
            try pen.touch(fact.country, at: now)
        }
    }

    /// Saves a fact that was changed from `old`. Throws `StaleVersion`.
    package func update(_ fact: Fact, from old: Fact, reasons: [FieldChange] = []) throws {
        let subject = Dossier.subject(fact.country)
        try record("fact.updated", subject, fact.changes(from: old) + reasons) { pen in
            try pen.executeOnce(
                """
                UPDATE fact
                SET label = \(fact.label), content = \(fact.content), source = \(fact.source), as_of = \(fact.asOf),
                    shared = \(fact.isShared), version = version + 1
                WHERE id = \(fact.id) AND version = \(fact.version) AND ended IS NULL
                """, of: subject)
            try pen.touch(fact.country, at: now)
        }
    }

    /// Takes a fact away; it stays in the history. Throws `StaleVersion`.
    package func end(_ fact: Fact, version: Int) throws {
        let subject = Dossier.subject(fact.country)
        let changes = [
            FieldChange("label", from: fact.label, to: nil), FieldChange("content", from: fact.content, to: nil),
        ]
        try record("fact.removed", subject, changes) { pen in
            try pen.executeOnce(
                "UPDATE fact SET ended = \(now) WHERE id = \(fact.id) AND version = \(version) AND ended IS NULL",
                of: subject)
            try pen.touch(fact.country, at: now)
        }
    }
}
