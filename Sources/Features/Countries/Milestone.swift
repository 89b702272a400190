import Identity
import Ledger
import Slots
import Storage
import Texts
import Values

/// Something that happened in the programme, as public sources tell it; dates are as exact as the source gives them.
package struct Milestone: Sendable, Equatable {
    /// What kind of event.
    package enum Kind: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
        case milestone
        case trainingEdition = "training edition"
        case workingVisit = "working visit"
        case support
        case placement
        case campaign

        package var title: TextKey { "milestone.kind.\(rawValue.replacing(" ", with: "-"))" }
    }

    package let id: ID<Milestone>
    /// The key in the file that it was imported from.
    package let key: String?
    package let kind: Kind
    package let country: String
    package let organisation: String
    package let start: PartialDate
    package let end: PartialDate?
    package let place: String
    /// How many people took part, where the source says so.
    package let people: Int?
    package let title: String
    package let what: String
    package let source: String
    package let isSynthetic: Bool
}

extension Milestone {
    private static let columns: SQL = """
        id, import_key, kind, country, organisation, started, ended, place, people, title, what, source, synthetic
        """

    private init(row: Row) throws {
        self.init(
            id: try row["id"], key: try row["import_key"], kind: try row["kind"], country: try row["country"],
            organisation: try row["organisation"], start: try row["started"], end: try row["ended"],
            place: try row["place"], people: try row["people"], title: try row["title"], what: try row["what"],
            source: try row["source"], isSynthetic: try row["synthetic"])
    }

    /// The newest milestones of a country. They are public, so whoever sees the dossier sees them.
    static func all(_ queries: some Queries, country: String, limit: Int) throws -> [Milestone] {
        try queries.all(
            """
            SELECT \(columns) FROM milestone WHERE country = \(country)
            ORDER BY started \(.byBytes) DESC, id LIMIT \(limit)
            """, Milestone.init(row:))
    }

    /// The newest milestones of the programme as a whole: of countries without a dossier.
    static func programme(_ queries: some Queries, limit: Int) throws -> [Milestone] {
        try queries.all(
            """
            SELECT \(columns) FROM milestone
            WHERE NOT EXISTS (SELECT 1 FROM dossier WHERE dossier.country = milestone.country)
            ORDER BY started \(.byBytes) DESC, id LIMIT \(limit)
            """, Milestone.init(row:))
    }

    /// As it stands in a timeline.
    var item: TimelineItem {
        TimelineItem(
            start: start, end: end, kind: kind.title, title: title, detail: what, place: place, source: source,
            isSynthetic: isSynthetic)
    }

    /// The milestones of countries in their timelines.
    static let timeline = TimelineSource { transaction, _, country, limit in
        try Milestone.all(transaction, country: country, limit: limit).map(\.item)
    }
}

extension Queries {
    /// The keys of the milestones that were imported before.
    func importedMilestones() throws -> Set<String> {
        Set(try values("SELECT import_key FROM milestone WHERE import_key IS NOT NULL", as: String.self))
    }
}

extension Writing {
    /// Adds a milestone to its country.
    package func add(_ milestone: Milestone) throws {
        let changes = [
            FieldChange("title", to: milestone.title), FieldChange("start", to: milestone.start.description),
            FieldChange("end", to: milestone.end?.description), FieldChange("source", to: milestone.source),
        ]
        try record("milestone.added", Dossier.subject(milestone.country), changes) { pen in
            try pen.execute(
                """
                INSERT INTO milestone (id, import_key, kind, country, organisation, started, ended, place, people,
                                       title, what, source, synthetic)
                VALUES (\(milestone.id), \(milestone.key), \(milestone.kind), \(milestone.country),
                        \(milestone.organisation), \(milestone.start), \(milestone.end), \(milestone.place),
                        \(milestone.people), \(milestone.title), \(milestone.what), \(milestone.source),
                        \(milestone.isSynthetic))
                """)
        }
    }
}
