import Identity
import Records
import Slots
import Storage
import Texts
import Values
import Web

extension Feature {
    /// Countries of origin and their dossiers.
    package static var countries: Feature {
        var feature = Feature(name: "countries")
        feature.migrations = CountriesMigrations.all
        feature.permissions = [
            .readDossiers, .changeTier, .assignManagers, .readStrategy, .reviseStrategy, .editFacts, .editDossierFiles,
        ]
        feature.navigation = [NavigationItem("countries.title", "/countries", [.readDossiers], place: 100)]
        feature.slots.timeline = [Milestone.timeline]
        feature.slots.records = [dossierRecords]
        feature.slots.demonstration = CountriesDemonstration.steps
        feature.slots.benchmark = [CountriesBenchmark.seed]
        feature.routes = { slots in pages(slots) + DossierAPI.routes }
        return feature
    }

    private static func pages(_ slots: Slots) -> [Route] {
        let place = "/countries/{country}"
        return [
            .page("/countries", .may(.readDossiers)) { try await DossierListPage.show($0) },
            .page(place, .may(.readDossiers)) { try await DossierPage.show($0, slots) },
            .page(place + "/edit", .may(.changeTier)) { try await DossierForms.edit($0) },
            .form(place + "/edit", .may(.changeTier)) { try await DossierForms.save($0) },
            .page(place + "/strategies/{year}", .may(.readStrategy)) { try await StrategyPages.show($0) },
            .page(place + "/strategies/{year}/edit", .may(.reviseStrategy)) { try await StrategyPages.edit($0) },
            .form(place + "/strategies/{year}/edit", .may(.reviseStrategy)) { try await StrategyPages.save($0) },
            .page(place + "/facts/new", .may(.editFacts)) { try await FactPages.new($0) },
            .form(place + "/facts/new", .may(.editFacts)) { try await FactPages.add($0) },
            .page(place + "/facts/{fact}", .may(.editFacts)) { try await FactPages.edit($0) },
            .form(place + "/facts/{fact}", .may(.editFacts)) { try await FactPages.save($0) },
            .form(place + "/facts/{fact}/removal", .may(.editFacts)) { try await FactPages.remove($0) },
        ]
    }

    /// Dossiers, for the ledger's pages and for files.
    private static let dossierRecords = RecordKind(
        "dossier",
        labels: { transaction, reader, ids, language in
            let seen: [String] = try transaction.values(
                "SELECT country FROM dossier WHERE country IN (\(list: ids)) AND \(Dossier.rows(for: reader))")
            return seen.reduce(into: [:]) { labels, code in
                labels[code] = .init(title: Gazetteer.world.name(code, in: language), path: "/countries/\(code)")
            }
        },
        fileRights: { queries, reader, country in
            guard try queries.dossier(country, for: reader) != nil else { return nil }
            let mayAdd: Int? = try queries.value(
                """
                SELECT 1 FROM dossier WHERE dossier.country = \(country)
                    AND \(reader.rows(.editDossierFiles, country: "dossier.country"))
                """)
            return .init(onlyShared: reader.seesOnlyShared(.readDossiers), mayAdd: mayAdd != nil)
        })
}
