import HTTPTypes
import Hummingbird
import Identity
import Ledger
import Storage
import Texts
import Values
import Web

/// The API of countries and dossiers.
enum DossierAPI {
    static let tag = "Countries"
    private static let names = Schema.named(
        "Names", .object(Language.allCases.map { Schema.Property($0.rawValue, .text) }))
    private static let country = Schema.named(
        "Country",
        .object([
            .init("code", .country, "ISO 3166-1 alpha-2"), .init("alpha3", .text), .init("numeric", .text),
            .init("region", .text, "UN M49"), .init("names", names),
        ]))
    private static let tiers = Schema.string(values: Tier.allCases.map(\.rawValue))
    private static let dossier = Schema.named(
        "Dossier",
        .object([
            .init("country", .country), .init("names", names),
            .init("tier", .nullable(tiers), "Null for a partner."),
            .init("basis", .nullable(.text), "Null for a partner."),
            .init("region", .text), .init("managers", .array(.text)), .init("strategyYear", .nullable(.integer())),
            .init("latestMilestone", .nullable(.text), "EDTF: a year, a month or a day"),
            .init("changed", .nullable(.instant), "Null for a partner."), .init("version", .integer(from: 1)),
        ]))
    private static let fact = Schema.named(
        "Fact",
        .object([
            .init("id", .string(format: "uuid")), .init("label", .text), .init("content", .text),
            .init("source", .text), .init("asOf", .text, "EDTF: a year, a month or a day"), .init("shared", .boolean),
            .init("synthetic", .boolean), .init("version", .integer(from: 1)),
        ]))
    private static let factInput = Schema.named(
        "FactInput",
        .object(
            [
                .init("label", .string(shortest: 1, longest: Fact.longestLabel)),
                .init("content", .string(shortest: 1, longest: Fact.longestContent)),
                .init("source", .string(shortest: 1, longest: Fact.longestSource)),
                .init("asOf", .string(pattern: #"^\d{4}(-\d{2}(-\d{2})?)?$"#)),
                .init("shared", .boolean, required: false),
            ] + reasons(["label", "content", "source"])))
    private static let strategy = Schema.named(
        "Strategy",
        .object([
            .init("year", .integer()), .init("goals", .text), .init("version", .integer(from: 1)),
            .init("saved", .instant),
        ]))
    private static let milestone = Schema.named(
        "Milestone",
        .object([
            .init("id", .string(format: "uuid")),
            .init("kind", .string(values: Milestone.Kind.allCases.map(\.rawValue))),
            .init("title", .text), .init("start", .text, "EDTF"), .init("end", .nullable(.text), "EDTF"),
            .init("place", .text), .init("people", .nullable(.integer(from: 0))), .init("what", .text),
            .init("source", .text), .init("synthetic", .boolean),
        ]))

    /// Why a text may hold what looks like a personal number.
    private static func reasons(_ names: [String]) -> [Schema.Property] {
        names.map { .init($0 + "Reason", .string(longest: Input.longestReason), required: false) }
    }

    private static let place = ["country": Schema.country]
    private static let yearPlace = [
        "country": Schema.country, "year": .integer(from: Strategy.years.lowerBound, to: Strategy.years.upperBound),
    ]
    private static let factPlace = ["country": Schema.country, "fact": .string(format: "uuid")]

    static let routes: [Route] = [
        .api(
            .get, "/countries", .signedIn,
            Operation(
                "listCountries", tag: tag, "All countries and territories of ISO 3166-1", answer: .array(country)),
            listCountries),
        .api(
            .get, "/dossiers", .may(.readDossiers),
            Operation(
                "listDossiers", tag: tag, "The dossiers that the reader may see",
                parameters: [
                    .query("text", .string(longest: 100), "Part of a name, in any of the four languages."),
                    .query("tier", tiers, "The tier."), .query("region", .string(longest: 3), "The code of a region."),
                    .query("limit", .integer(from: 1, to: 250), "The most dossiers of a page; 100 when absent."),
                    .query("cursor", .country, "Where the page before ended."),
                ],
                answer: .named(
                    "DossierPage",
                    .object([
                        .init("items", .array(dossier)),
                        .init("next", .nullable(.text), "The cursor of the next page."),
                    ]))),
            list),
        .api(
            .get, "/dossiers/{country}", .may(.readDossiers),
            Operation("readDossier", tag: tag, "One dossier", path: place, answer: dossier, hasETag: true), read),
        .api(
            .put, "/dossiers/{country}", .may(.changeTier),
            Operation(
                "changeDossier", tag: tag, "Changes the tier and its basis", parameters: [.ifMatch], path: place,
                body: .named(
                    "DossierInput",
                    .object(
                        [.init("tier", tiers), .init("basis", .string(shortest: 1, longest: Dossier.longestBasis))]
                            + reasons(["basis"]))),
                answer: dossier, hasETag: true),
            change),
        .api(
            .get, "/dossiers/{country}/strategies", .may(.readStrategy),
            Operation(
                "listStrategies", tag: tag, "The current strategy of each year", path: place, answer: .array(strategy)),
            listStrategies),
        .api(
            .get, "/dossiers/{country}/strategies/{year}", .may(.readStrategy),
            Operation(
                "readStrategy", tag: tag, "The strategy of a year", path: yearPlace, answer: strategy, hasETag: true),
            readStrategy),
        .api(
            .get, "/dossiers/{country}/strategies/{year}/versions", .may(.readStrategy),
            Operation(
                "listStrategyVersions", tag: tag, "All versions of a year's strategy, the newest first",
                path: yearPlace, answer: .array(strategy)),
            listVersions),
        .api(
            .put, "/dossiers/{country}/strategies/{year}", .may(.reviseStrategy),
            Operation(
                "reviseStrategy", tag: tag, "Saves the next version; If-Match \"0\" for the first of a year",
                parameters: [.ifMatch], path: yearPlace,
                body: .named(
                    "StrategyInput",
                    .object([.init("goals", .string(shortest: 1, longest: Strategy.longestGoals))] + reasons(["goals"]))
                ),
                answer: strategy, hasETag: true),
            revise),
        .api(
            .get, "/dossiers/{country}/facts", .may(.readDossiers),
            Operation("listFacts", tag: tag, "The key facts of a country", path: place, answer: .array(fact)), listFacts
        ),
        .api(
            .post, "/dossiers/{country}/facts", .may(.editFacts),
            Operation(
                "addFact", tag: tag, "Adds a key fact", path: place, body: factInput, success: 201, answer: fact,
                hasETag: true),
            addFact),
        .api(
            .put, "/dossiers/{country}/facts/{fact}", .may(.editFacts),
            Operation(
                "changeFact", tag: tag, "Changes a key fact", parameters: [.ifMatch], path: factPlace, body: factInput,
                answer: fact, hasETag: true),
            changeFact),
        .api(
            .delete, "/dossiers/{country}/facts/{fact}", .may(.editFacts),
            Operation(
                "removeFact", tag: tag, "Takes a key fact away", parameters: [.ifMatch], path: factPlace, success: 204,
                answer: nil),
            removeFact),
        .api(
            .get, "/dossiers/{country}/milestones", .may(.readDossiers),
            Operation(
                "listMilestones", tag: tag, "What happened, newest first", path: place, answer: .array(milestone)),
            listMilestones),
    ]

    // MARK: Reading

    private static func listCountries(_ call: Call) async throws -> Response {
        .json(
            .array(
                Gazetteer.world.codes.compactMap { Gazetteer.world.countries[$0] }.map { country in
                    .object([
                        "code": .string(country.code), "alpha3": .string(country.alpha3),
                        "numeric": .string(country.numeric), "region": .string(country.region),
                        "names": names(country.code),
                    ])
                }))
    }

    private static func list(_ call: Call) async throws -> Response {
        let reader = try call.reader
        var query = QueryInput(call)
        var filter = DossierFilter()
        filter.sort = "code"
        filter.text = query.text("text", most: 100) ?? ""
        filter.tier = query.choice("tier")
        filter.region = query.text("region", most: 3)
        filter.limit = (query.integer("limit", in: 1...250) ?? 100) + 1
        filter.after = query.text("cursor", most: 2, pattern: /[A-Z]{2}/)
        try query.check()
        let wanted = filter
        let bytes = try await call.kept {
            try $0.dossiers(wanted, for: reader, in: .english)
        } make: { found in
            let page = found.prefix(wanted.limit - 1)
            let next = found.count == wanted.limit ? page.last?.dossier.country : nil
            return JSON.object(["items": .array(page.map(json)), "next": .optional(next)]).bytes
        }
        return .json(bytes: bytes)
    }

    private static func read(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let country = try call.parameter("country", as: String.self)
        return try await answer(call, country, reader)
    }

    private static func answer(_ call: Call, _ country: String, _ reader: Reader) async throws -> Response {
        let summary = try await call.store.read { transaction in
            var filter = DossierFilter()
            filter.code = country
            return try transaction.dossiers(filter, for: reader, in: .english).first
        }
        guard let summary else { throw Refusal.notFound }
        return .json(json(summary)).tagged(summary.dossier.version)
    }

    private static func listStrategies(_ call: Call) async throws -> Response {
        let (country, _) = try await readable(call)
        let all = try await call.store.read { try Strategy.all($0, country: country) }
        return .json(.array(all.map(json)))
    }

    private static func readStrategy(_ call: Call) async throws -> Response {
        let (country, _) = try await readable(call)
        let (_, year) = try StrategyPages.place(call)
        guard let found = try await call.store.read({ try Strategy.current($0, country: country, year: year) }) else {
            throw Refusal.notFound
        }
        return .json(json(found)).tagged(found.version)
    }

    private static func listVersions(_ call: Call) async throws -> Response {
        let (country, _) = try await readable(call)
        let (_, year) = try StrategyPages.place(call)
        let all = try await call.store.read { try Strategy.versions($0, country: country, year: year) }
        if all.isEmpty { throw Refusal.notFound }
        return .json(.array(all.map(json)))
    }

    private static func listFacts(_ call: Call) async throws -> Response {
        let (country, reader) = try await readable(call)
        let all = try await call.store.read { try Fact.all($0, country: country, for: reader) }
        return .json(.array(all.map(json)))
    }

    private static func listMilestones(_ call: Call) async throws -> Response {
        let (country, _) = try await readable(call)
        let all = try await call.store.read { try Milestone.all($0, country: country, limit: 1_000) }
        return .json(.array(all.map(json)))
    }

    /// The country of the address, which the reader may see.
    private static func readable(_ call: Call) async throws -> (country: String, reader: Reader) {
        let reader = try call.reader
        let country = try call.parameter("country", as: String.self)
        guard try await call.store.read({ try $0.dossier(country, for: reader) }) != nil else { throw Refusal.notFound }
        return (country, reader)
    }

    // MARK: Changing

    private static func change(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let country = try call.parameter("country", as: String.self)
        var input = try Input(call)
        let sent = try DossierInput(&input)
        let version = try call.apiVersion
        try await call.store.write(by: try call.actor) { writing in
            let dossier = try writing.dossier(country, for: reader, to: .changeTier)
            guard dossier.version == version else { throw StaleVersion(subject: dossier.subject) }
            try writing.change(dossier, tier: sent.tier, basis: sent.basis, version: version, reasons: sent.reasons)
        }
        return try await answer(call, country, reader)
    }

    private static func revise(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let (country, year) = try StrategyPages.place(call)
        let (goals, reasons) = try StrategyPages.goals(call)
        let version = try call.apiVersion(orNone: true)
        let saved = try await call.store.write(by: try call.actor) { writing in
            _ = try writing.dossier(country, for: reader, to: .reviseStrategy)
            try writing.reviseStrategy(of: country, year: year, goals: goals, version: version, reasons: reasons)
            return try Strategy.current(writing, country: country, year: year)
        }
        guard let saved else { throw Refusal.notFound }
        return .json(json(saved)).tagged(saved.version)
    }

    private static func addFact(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let country = try call.parameter("country", as: String.self)
        var input = try Input(call)
        let sent = try FactInput(&input)
        let fact = try await call.store.write(by: try call.actor) { writing in
            _ = try writing.dossier(country, for: reader, to: .editFacts)
            let fact = sent.fact(writing.ids.next(), country: country)
            try writing.add(fact, reasons: sent.reasons)
            return fact
        }
        return .json(json(fact), status: .created).tagged(fact.version)
    }

    private static func changeFact(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let country = try call.parameter("country", as: String.self)
        let id = try call.parameter("fact", as: ID<Fact>.self)
        var input = try Input(call)
        let sent = try FactInput(&input)
        let version = try call.apiVersion
        let fact = try await call.store.write(by: try call.actor) { writing in
            let old = try writing.fact(id, country, for: reader)
            try writing.update(sent.applied(to: old, version: version), from: old, reasons: sent.reasons)
            return try writing.fact(id, country, for: reader)
        }
        return .json(json(fact)).tagged(fact.version)
    }

    private static func removeFact(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let country = try call.parameter("country", as: String.self)
        let id = try call.parameter("fact", as: ID<Fact>.self)
        let version = try call.apiVersion
        try await call.store.write(by: try call.actor) { writing in
            try writing.end(try writing.fact(id, country, for: reader), version: version)
        }
        return Response(status: .noContent)
    }

    // MARK: JSON

    private static func names(_ code: String) -> JSON {
        .object(
            Language.allCases.map {
                JSON.Member(name: $0.rawValue, value: .string(Gazetteer.world.name(code, in: $0)))
            })
    }

    private static func json(_ summary: DossierSummary) -> JSON {
        .object([
            "country": .string(summary.dossier.country), "names": names(summary.dossier.country),
            "tier": .optional(summary.showsTier ? summary.dossier.tier.rawValue : nil),
            "basis": .optional(summary.showsTier ? summary.dossier.basis : nil),
            "region": .string(summary.region), "managers": .strings(summary.managers),
            "strategyYear": summary.strategyYear.map(JSON.integer) ?? .null,
            "latestMilestone": .optional(summary.latest?.description),
            "changed": .optional(summary.showsTier ? summary.dossier.changed.rfc3339 : nil),
            "version": .integer(summary.dossier.version),
        ])
    }

    private static func json(_ fact: Fact) -> JSON {
        .object([
            "id": .string(fact.id.description), "label": .string(fact.label), "content": .string(fact.content),
            "source": .string(fact.source), "asOf": .string(fact.asOf.description), "shared": .bool(fact.isShared),
            "synthetic": .bool(fact.isSynthetic), "version": .integer(fact.version),
        ])
    }

    private static func json(_ strategy: Strategy) -> JSON {
        .object([
            "year": .integer(strategy.year), "goals": .string(strategy.goals), "version": .integer(strategy.version),
            "saved": .string(strategy.at.rfc3339),
        ])
    }

    private static func json(_ milestone: Milestone) -> JSON {
        .object([
            "id": .string(milestone.id.description), "kind": .string(milestone.kind.rawValue),
            "title": .string(milestone.title), "start": .string(milestone.start.description),
            "end": .optional(milestone.end?.description), "place": .string(milestone.place),
            "people": milestone.people.map(JSON.integer) ?? .null, "what": .string(milestone.what),
            "source": .string(milestone.source), "synthetic": .bool(milestone.isSynthetic),
        ])
    }
}
