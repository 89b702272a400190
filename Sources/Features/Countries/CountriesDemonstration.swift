import Identity
import Ledger
import Slots
import Storage
import Texts
import Values

/// The demonstration's dossiers: the public events of the programme, and made-up strategies and facts that say so.
enum CountriesDemonstration {
    static let steps = [
        DemonstrationStep("the programme's files") { setting in
            _ = try await ProgrammeImport.demonstration().run(in: setting.store)
        },
        DemonstrationStep("country managers") { try await assignManagers($0) },
        DemonstrationStep("strategies and facts") { try await writeStrategies($0) },
    ]

    /// Gives each dossier a manager: neighbours go to the same one, the focal point's country to the first.
    private static func assignManagers(_ setting: DemonstrationStep.Setting) async throws {
        try await setting.store.write(by: .system("demonstration")) { writing in
            let managers = try writing.accounts(of: .countryManager)
            if managers.isEmpty { return }
            let codes: [String] = try writing.values(
                """
                SELECT dossier.country FROM dossier JOIN country ON country.code = dossier.country
                ORDER BY country.region, country.sort_en \(.byBytes)
                """)
            var shares = [Set<String>](repeating: [], count: managers.count)
            for (index, code) in codes.enumerated() { shares[index * managers.count / codes.count].insert(code) }
            // The one whose button is on the sign-in page gets the part with The Gambia.
            if let first = managers.firstIndex(where: { $0.email.hasPrefix("relatiebeheerder@") }),
                let part = shares.firstIndex(where: { $0.contains("GM") })
            {
                shares.swapAt(first, part)
            }
            for (manager, share) in zip(managers, shares) { try writing.assign(manager, to: share) }
        }
    }

    private static func writeStrategies(_ setting: DemonstrationStep.Setting) async throws {
        let year = setting.today.year
        let dossiers = try await setting.store.read { transaction in
            try transaction.all("SELECT country, tier FROM dossier ORDER BY country") { row in
                (country: try row["country"] as String, tier: try row["tier"] as Tier)
            }
        }
        let managers = try await setting.store.read { try $0.managers(of: dossiers.map(\.country)) }
        var random = SeededRandom(seed: setting.seed)
        let start = Instant(setting.today).adding(days: -400)
        var saves: [Save] = []
        for (index, dossier) in dossiers.enumerated() {
            let actor =
                managers[dossier.country]?.first.map { Actor(name: $0.id.actorName) } ?? .system("demonstration")
            let goals = Self.goals(dossier.country, dossier.tier, &random)
            let facts = Self.facts(dossier.country, today: setting.today, &random)
            // Some minutes apart, within working hours.
            let at = start.adding(days: index * 2).adding(seconds: (9 * 60 + index * 7) * 60)
            saves.append(
                Save(at: at, actor: actor) { writing in
                    for fact in facts { try writing.add(fact.made(writing.ids.next(), dossier.country)) }
                })
            guard dossier.tier != .watch else { continue }
            let isRevised = Int.random(in: 0..<3, using: &random) == 0
            for (offset, year, version, text) in [(3, year - 1, 0, goals[0]), (220, year, 0, goals[1])]
                + (isRevised ? [(300, year, 1, goals[2])] : [])
            {
                saves.append(
                    Save(at: at.adding(days: offset), actor: actor) { writing in
                        try writing.reviseStrategy(of: dossier.country, year: year, goals: text, version: version)
                    })
            }
        }
        for save in saves.sorted(by: { $0.at < $1.at }) {
            try await setting.store.write(by: save.actor, at: save.at, save.write)
        }
    }

    /// Something that someone saved on a day; all are done in the order of their days.
    private struct Save: Sendable {
        let at: Instant
        let actor: Actor
        let write: @Sendable (Writing) throws -> Void
    }

    // MARK: Made up

    private static let aims = [
        "De werkafspraak over reisdocumenten wordt vernieuwd, met een antwoordtermijn van dertig dagen.",
        "Twee gecertificeerde trainers geven zelf les aan de grensposten.",
        "Er is een vast contactpunt bij de dienst die over identiteit gaat.",
        "De opleiding documentveiligheid wordt herhaald voor de luchthaven.",
        "Een werkbezoek in het voorjaar bereidt de nieuwe afspraken voor.",
        "De ambassade en de immigratiedienst spreken elkaar elk kwartaal.",
        "De opvang van alleenstaande minderjarigen krijgt een gezamenlijk plan.",
        "Onze toezeggingen uit het vorige jaar zijn alle nagekomen.",
    ]

    /// The goals of two years, and a revision of the second: fictional, and marked as such.
    private static func goals(_ country: String, _ tier: Tier, _ random: inout SeededRandom) -> [String] {
        let name = Gazetteer.world.name(country, in: .dutch)
        let opening =
            tier == .focus
            ? "De relatie met \(name) is hecht en breed gedragen; wij werken aan resultaat (fictieve tekst)."
            : "De relatie met \(name) is in opbouw; wij willen elkaar leren kennen (fictieve tekst)."
        let chosen = Array(aims.shuffled(using: &random).prefix(4))
        let first = ([opening, "Doelen:"] + chosen.prefix(2).map { "– " + $0 }).joined(separator: "\n")
        let second = ([opening, "Doelen:"] + chosen.prefix(3).map { "– " + $0 }).joined(separator: "\n")
        let third = ([opening, "Doelen:"] + chosen.map { "– " + $0 }).joined(separator: "\n")
        return [first, second, third]
    }

    private struct MadeFact {
        let label: String
        let content: String
        let source: String
        let asOf: PartialDate
        let isShared: Bool
        let isSynthetic: Bool

        func made(_ id: ID<Fact>, _ country: String) -> Fact {
            Fact(
                id: id, country: country, label: label, content: content, source: source, asOf: asOf,
                isShared: isShared, isSynthetic: isSynthetic)
        }
    }

    private static func facts(_ country: String, today: CalendarDate, _ random: inout SeededRandom) -> [MadeFact] {
        let official = Gazetteer.world.officialName(country)
        let month = PartialDate("\(today.year - 1)-\(["02", "05", "09", "11"].randomElement(using: &random) ?? "05")")
        guard let release = PartialDate("2023-06"), let month else { return [] }
        let days = [14, 21, 30, 45, 60].randomElement(using: &random) ?? 30
        return [
            MadeFact(
                label: "Officiële naam (official name)", content: official, source: "iso-codes 4.15", asOf: release,
                isShared: true,
                isSynthetic: false),
            MadeFact(
                label: "Antwoordtermijn", content: "\(days) dagen op een verzoek om een reisdocument",
                source: "Opgave van de ambassade (fictief)", asOf: month, isShared: false, isSynthetic: true),
            MadeFact(
                label: "Voertaal in overleg",
                content: ["MA", "DZ", "TN", "GN", "CI", "TG", "BF", "CD", "BI"].contains(country) ? "Frans" : "Engels",
                source: "Werkverslag (fictief)", asOf: month, isShared: false, isSynthetic: true),
        ]
    }
}
