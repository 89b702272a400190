import Files
import Hummingbird
import Identity
import Ledger
import Records
import Slots
import Storage
import Texts
import Values
import Web

/// A country's dossier: the home of the thread.
struct DossierPage: Sendable {
    let dossier: Dossier
    let managers: [(id: ID<Account>, name: String)]
    let strategies: [Strategy]
    let facts: [Fact]
    let timeline: [TimelineItem]
    let files: FilesPanel
    let history: HistoryPanel
    let sections: [(place: DossierSection.Place, content: DossierSection.Content?)]
    let writers: [String: String]

    static func show(_ call: Call, _ slots: Slots) async throws -> Response {
        let reader = try call.reader
        let country = try call.parameter("country", as: String.self)
        let language = call.texts.language
        return call.page(
            try await call.kept {
                try DossierPage(country, $0, reader, language, slots)
            } make: {
                $0.html(call, reader)
            })
    }

    init(
        _ country: String, _ transaction: ReadTransaction, _ reader: Reader, _ language: Language, _ slots: Slots
    ) throws {
        guard let dossier = try transaction.dossier(country, for: reader) else { throw Refusal.notFound }
        self.dossier = dossier
        managers = try transaction.managers(of: [country])[country] ?? []
        strategies = reader.may(.readStrategy) ? try Strategy.all(transaction, country: country) : []
        facts = try Fact.all(transaction, country: country, for: reader)
        timeline = try slots.timeline.flatMap { try $0.items(transaction, reader, country, 25) }
            .sorted { $0.start > $1.start }.prefix(25).map { $0 }
        files = try FilesPanel(dossier.subject, transaction, reader, slots)
        history = try HistoryPanel(dossier.subject, transaction, reader, language, limit: 5)
        sections = try DossierSection.Place.allCases.map { place in
            (place, try slots.dossierSections.first { $0.place == place }?.read(transaction, reader, country))
        }
        writers = try transaction.accountNames(strategies.map(\.by))
    }

    // MARK: The page

    private func html(_ call: Call, _ reader: Reader) -> Page {
        let texts = call.texts
        let country = dossier.country
        let name = Gazetteer.world.name(country, in: texts.language)
        let region = Gazetteer.world.countries[country]?.region ?? ""
        return Page(
            name,
            crumbs: [
                (texts("countries.title"), "/countries"),
                (Gazetteer.world.regionName(region, in: texts.language), "/countries?region=\(region)"),
            ],
            lead: lead(call, reader),
            body: """
                \(reader.role.isPartner ? .empty : thread(texts))
                <div class="cols"><div>
                \(strategyPanel(call, reader))\(timelinePanel(texts))
                \(sections.html { section($0, texts) })\(reader.role.isPartner ? .empty : places(texts))
                </div><div>
                \(factsPanel(texts, reader))
                \(files.html(call, mayAdd: reader.may(.editDossierFiles, in: country)))
                \(reader.role.isPartner ? .empty : history.html(call))
                </div></div>
                """)
    }

    private func lead(_ call: Call, _ reader: Reader) -> HTML {
        let texts = call.texts
        let country = dossier.country
        let names = managers.map(\.name)
        var parts: [HTML] = []
        if texts.language != .english {
            parts.append("<span lang=\"en\">\(Gazetteer.world.name(country, in: .english))</span>")
        }
        if !reader.role.isPartner {
            parts.append("<span class=\"tag tier-\(dossier.tier.rawValue)\">\(texts(dossier.tier.title))</span>")
        }
        parts.append(
            names.isEmpty
                ? "\(texts("countries.no-manager"))"
                : "\(texts("dossier.managed-by", ["names": texts.list(names)]))")
        if reader.may(.changeTier, in: country) || reader.may(.assignManagers, in: country) {
            parts.append("<a href=\"/countries/\(country)/edit\">\(texts("dossier.edit"))</a>")
        }
        return parts.enumerated().html { "\(" · ", if: $0 > 0)\($1)" }
    }

    /// The thread of the country: each step with what is there, or what is still missing.
    private func thread(_ texts: Texts) -> HTML {
        let filled = Set(sections.filter { $0.content != nil }.map(\.place))
        let steps: [(TextKey, Bool, String)] = [
            ("thread.relation", !strategies.isEmpty || !timeline.isEmpty, "#strategy"),
            ("thread.need", filled.contains(.needs), "#needs"),
            ("thread.plan", filled.contains(.activities), "#activities"),
            ("thread.people", filled.contains(.training), "#training"),
            ("thread.evidence", !files.isEmpty, "#files"),
            ("thread.cost", filled.contains(.costs), "#costs"),
            ("thread.lesson", filled.contains(.lessons), "#lessons"),
        ]
        let items = steps.html { title, isDone, anchor in
            """
            <li class="\(isDone ? "done" : "missing")"><b><a href="\(anchor)">\(texts(title))</a></b> \
            <span>\(texts(isDone ? "thread.there" : "thread.not-yet"))</span></li>
            """
        }
        return "<ol class=\"thread\" aria-label=\"\(texts("thread.label"))\">\(items)</ol>"
    }

    private func strategyPanel(_ call: Call, _ reader: Reader) -> HTML {
        guard reader.may(.readStrategy) else { return .empty }
        let texts = call.texts
        let path = "/countries/\(dossier.country)/strategies"
        let mayRevise = reader.may(.reviseStrategy, in: dossier.country)
        let year = call.today.year
        let link: HTML =
            mayRevise
            ? "<a class=\"button quiet\" href=\"\(path)/\(strategies.first?.year ?? year)/edit\">\(texts("strategy.revise"))</a>"
            : .empty
        guard let current = strategies.first else {
            return """
                <section class="panel" id="strategy"><header><h2>\(texts("strategy.title"))</h2>\(link)</header>
                <p class="empty">\(texts("strategy.empty"))</p></section>
                """
        }
        let others = strategies.dropFirst().html { " · <a href=\"\(path)/\($0.year)\">\($0.year)</a>" }
        let next: HTML =
            mayRevise && current.year <= year && current.year < Strategy.years.upperBound
            ? " · <a href=\"\(path)/\(current.year + 1)/edit\">\(texts("strategy.write", ["year": "\(current.year + 1)"]))</a>"
            : .empty
        return """
            <section class="panel" id="strategy"><header><h2>\(texts("strategy.of-year", ["year": "\(current.year)"]))</h2>\
            \(link)</header><div class="prose" dir="auto">\(Prose.html(current.goals))</div>
            <p class="small soft">\(texts("strategy.version", ["version": "\(current.version)", "name": name(current.by, texts), "date": texts.dateTime(current.at, in: .amsterdam)])) · \
            <a href="\(path)/\(current.year)">\(texts("strategy.versions"))</a>\(others)\(next)</p></section>
            """
    }

    private func name(_ actor: String, _ texts: Texts) -> String {
        writers[actor] ?? texts("actor.system")
    }

    private func timelinePanel(_ texts: Texts) -> HTML {
        let items: HTML =
            timeline.isEmpty
            ? "<p class=\"empty\">\(texts("timeline.empty"))</p>"
            : "<ul class=\"stream\">\(timeline.html { TimelineView.item($0, texts) })</ul>"
        return """
            <section class="panel" id="timeline"><header><h2>\(texts("timeline.title"))</h2></header>\(items)</section>
            """
    }

    private func section(
        _ section: (place: DossierSection.Place, content: DossierSection.Content?), _ texts: Texts
    ) -> HTML {
        guard let content = section.content else { return .empty }
        let place = section.place.rawValue
        return """
            <section class="panel" id="\(place)"><header><h2>\(texts("dossier.section.\(place)"))</h2></header>
            \(content(texts))</section>
            """
    }

    /// The places of the thread that nothing fills yet, and what will stand in them.
    private func places(_ texts: Texts) -> HTML {
        let empty = sections.filter { $0.content == nil }.map(\.place.rawValue)
        if empty.isEmpty { return .empty }
        let rows = empty.html { place in
            """
            <dt id="\(place)">\(texts("dossier.section.\(place)"))</dt>
            <dd class="soft">\(texts("dossier.section.\(place).empty"))</dd>
            """
        }
        return """
            <section class="panel"><header><h2>\(texts("dossier.places"))</h2></header>
            <dl class="facts">\(rows)</dl></section>
            """
    }

    private func factsPanel(_ texts: Texts, _ reader: Reader) -> HTML {
        let country = dossier.country
        let mayEdit = reader.may(.editFacts, in: country)
        let add: HTML = mayEdit ? "<a href=\"/countries/\(country)/facts/new\">\(texts("fact.add"))</a>" : .empty
        let rows = facts.html { fact in
            let edit: HTML =
                mayEdit
                ? " · <a href=\"/countries/\(country)/facts/\(fact.id.description)\" aria-label=\"\(texts("fact.edit")): \(fact.label)\">\(texts("fact.edit"))</a>"
                : .empty
            return """
                <dt dir="auto">\(fact.label)</dt><dd dir="auto">\(fact.content)\
                \(" <span class=\"synthetic\">\(texts("synthetic"))</span>", if: fact.isSynthetic)\
                \(" <span class=\"tag quiet\">\(texts("shared"))</span>", if: fact.isShared && !reader.role.isPartner)\
                <span class="small soft source">\(fact.source), \(texts.date(fact.asOf))\(edit)</span></dd>
                """
        }
        return """
            <section class="panel" id="facts"><header><h2>\(texts("fact.title"))</h2>\(add)</header>
            \(facts.isEmpty ? "<p class=\"empty\">\(texts("fact.empty"))</p>" : "<dl class=\"facts\">\(rows)</dl>")</section>
            """
    }
}

/// Plain text with its paragraphs and lines.
package enum Prose {
    package static func html(_ text: String) -> HTML {
        text.split(separator: "\n\n", omittingEmptySubsequences: true).html { paragraph in
            let lines = paragraph.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            return "<p>\(lines.html { "\("<br>", if: $0 > 0)\(String($1))" })</p>"
        }
    }
}
