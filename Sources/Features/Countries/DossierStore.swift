import Identity
import Ledger
import Storage
import Texts
import Values

extension Dossier {
    fileprivate static let columns: SQL =
        "dossier.country, dossier.tier, dossier.basis, dossier.version, dossier.changed"

    fileprivate init(row: Row) throws {
        self.init(
            country: try row["country"], tier: try row["tier"], basis: try row["basis"], version: try row["version"],
            changed: try row["changed"])
    }

    /// The rows that a reader may see. A focal point sees that the own dossier is there; its parts say what is shared.
    static func rows(for reader: Reader) -> SQL {
        reader.rows(.readDossiers, country: "dossier.country", shared: "1 = 1")
    }
}

/// A dossier as it stands in the list.
package struct DossierSummary: Sendable {
    package let dossier: Dossier
    /// Whether the reader may know how closely the programme works with the country, and why; a partner may not.
    package let showsTier: Bool
    package let region: String
    package var managers: [String] = []
    /// The latest year that has a strategy.
    package let strategyYear: Int?
    /// When the latest milestone began.
    package let latest: PartialDate?
}

/// Which dossiers are asked for, and in which order.
package struct DossierFilter: Sendable {
    package var text = ""
    /// Only this country.
    package var code: String?
    package var tier: Tier?
    package var region: String?
    package var manager: ID<Account>?
    package var sort = "country"
    package var isDescending = false
    /// Only those whose key in the order of codes is greater: for the pages of the API.
    package var after: String?
    package var limit = 100
    package var offset = 0

    package init() {}

    package static let sorts = ["country", "tier", "region", "strategy", "latest", "changed"]

    func conditions(for reader: Reader) -> [SQL] {
        var all = [Dossier.rows(for: reader)]
        if let code { all.append("dossier.country = \(code)") }
        // A partner does not know tiers, and so cannot ask for one.
        if let tier, !reader.role.isPartner { all.append("dossier.tier = \(tier)") }
        if let region { all.append("country.region = \(region)") }
        if let after { all.append("dossier.country > \(after)") }
        if let manager {
            all.append(
                """
                EXISTS (
                    SELECT 1 FROM assignment
                    WHERE assignment.country = dossier.country AND assignment.account = \(manager)
                        AND assignment.ended IS NULL)
                """)
        }
        let key = Folding.key(text)
        if !key.isEmpty { all.append("country.search LIKE \("%" + key.escapedForLike + "%") ESCAPE '!'") }
        return all
    }

    func order(_ language: Language) -> SQL {
        let name: SQL =
            switch language {
            case .dutch: "country.sort_nl \(.byBytes)"
            case .english: "country.sort_en \(.byBytes)"
            case .french: "country.sort_fr \(.byBytes)"
            case .arabic: "country.sort_ar \(.byBytes)"
            }
        let direction: SQL = isDescending ? "DESC" : "ASC"
        switch sort {
        case "code": return "dossier.country \(.byBytes)"
        case "tier": return "dossier.rank \(direction), \(name)"
        case "region": return "country.region \(direction), \(name)"
        case "strategy": return "COALESCE(strategy.year, 0) \(direction), \(name)"
        case "latest": return "COALESCE(milestone.latest, '') \(direction), \(name)"
        case "changed": return "dossier.changed \(direction), \(name)"
        default: return "\(name) \(direction)"
        }
    }
}

extension String {
    /// With the signs that LIKE gives a meaning escaped by an exclamation mark.
    var escapedForLike: String {
        replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_")
    }
}

extension Queries {
    /// One dossier; nil when it is not there or not for this reader.
    package func dossier(_ country: String, for reader: Reader) throws -> Dossier? {
        try first(
            "SELECT \(Dossier.columns) FROM dossier WHERE dossier.country = \(country) AND \(Dossier.rows(for: reader))",
            Dossier.init(row:))
    }

    /// The dossier for a change. Throws `Refusal.notFound` when the reader may not see it, `.forbidden` when not this.
    package func dossier(_ country: String, for reader: Reader, to permission: Permission) throws -> Dossier {
        guard let dossier = try dossier(country, for: reader) else { throw Refusal.notFound }
        let isAllowed: Int? = try value(
            """
            SELECT 1 FROM dossier
            WHERE dossier.country = \(country) AND \(reader.rows(permission, country: "dossier.country"))
            """)
        if isAllowed == nil { throw Refusal.forbidden }
        return dossier
    }

    /// The dossiers that a filter finds, with the names of their managers: two queries, whatever their number.
    package func dossiers(
        _ filter: DossierFilter, for reader: Reader, in language: Language
    ) throws -> [DossierSummary] {
        var found = try all(
            """
            SELECT \(Dossier.columns), country.region, strategy.year, milestone.latest
            FROM dossier
            JOIN country ON country.code = dossier.country
            LEFT JOIN (SELECT country, MAX(year) AS year FROM strategy GROUP BY country) AS strategy
                ON strategy.country = dossier.country
            LEFT JOIN (SELECT country, MAX(started) AS latest FROM milestone GROUP BY country) AS milestone
                ON milestone.country = dossier.country
            WHERE \(.all(filter.conditions(for: reader)))
            ORDER BY \(filter.order(language)), dossier.country
            LIMIT \(filter.limit) OFFSET \(filter.offset)
            """
        ) { row in
            DossierSummary(
                dossier: try Dossier(row: row), showsTier: !reader.role.isPartner, region: try row["region"],
                strategyYear: reader.may(.readStrategy) ? try row["year"] : nil, latest: try row["latest"])
        }
        let managers = try self.managers(of: found.map(\.dossier.country))
        for index in found.indices {
            found[index].managers = managers[found[index].dossier.country]?.map(\.name) ?? []
        }
        return found
    }

    /// How many dossiers a filter finds.
    package func dossierCount(_ filter: DossierFilter, for reader: Reader) throws -> Int {
        try value(
            """
            SELECT COUNT(*) FROM dossier JOIN country ON country.code = dossier.country
            WHERE \(.all(filter.conditions(for: reader)))
            """) ?? 0
    }

    /// The country managers of some countries, by name.
    package func managers(of countries: [String]) throws -> [String: [(id: ID<Account>, name: String)]] {
        try rows(
            """
            SELECT assignment.country, account.id, account.name
            FROM assignment JOIN account ON account.id = assignment.account
            WHERE assignment.ended IS NULL AND account.role = \(Role.countryManager) AND account.disabled IS NULL
                AND assignment.country IN (\(list: countries))
            ORDER BY account.sort_name \(.byBytes)
            """
        ).reduce(into: [:]) { all, row in
            all[try row["country"], default: []].append((try row["id"], try row["name"]))
        }
    }

    /// The tier of each dossier that the reader may see.
    package func tiers(for reader: Reader) throws -> [String: Tier] {
        try rows("SELECT country, tier FROM dossier WHERE \(Dossier.rows(for: reader))")
            .reduce(into: [:]) { $0[try $1["country"]] = try $1["tier"] as Tier }
    }
}

extension Writing {
    /// Opens a dossier for a country.
    package func open(_ country: String, tier: Tier, basis: String) throws {
        let subject = Dossier.subject(country)
        let changes = [FieldChange("tier", to: tier.rawValue), FieldChange("basis", to: basis)]
        try record("dossier.opened", subject, changes) { pen in
            try pen.execute(
                """
                INSERT INTO dossier (country, tier, rank, basis, version, changed)
                VALUES (\(country), \(tier), \(tier.rank), \(basis), 1, \(now))
                """)
        }
    }

    /// Changes the tier and its basis. Throws `StaleVersion`.
    package func change(
        _ dossier: Dossier, tier: Tier, basis: String, version: Int, reasons: [FieldChange] = []
    ) throws {
        let changes = [
            FieldChange("tier", from: dossier.tier.rawValue, to: tier.rawValue),
            FieldChange("basis", from: dossier.basis, to: basis),
        ]
        if changes.allSatisfy({ $0.before == $0.after }), version == dossier.version { return }
        try record("dossier.updated", dossier.subject, changes + reasons) { pen in
            try pen.executeOnce(
                """
                UPDATE dossier
                SET tier = \(tier), rank = \(tier.rank), basis = \(basis), version = version + 1, changed = \(now)
                WHERE country = \(dossier.country) AND version = \(version)
                """, of: dossier.subject)
        }
    }
}

extension Pen {
    /// Notes that a part of a dossier was changed now.
    func touch(_ country: String, at now: Instant) throws {
        try execute("UPDATE dossier SET changed = \(now) WHERE country = \(country)")
    }
}
