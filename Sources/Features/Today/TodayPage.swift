import Countries
import Hummingbird
import Identity
import Records
import Slots
import Storage
import Texts
import Values
import Web

/// The start page: what needs me, my countries, and what changed last.
struct TodayPage: Sendable {
    let items: [TodayItem]
    let mine: [DossierSummary]
    let changes: LatestChanges?

    static func show(_ call: Call, _ slots: Slots) async throws -> Response {
        let reader = try call.reader
        let language = call.texts.language
        let today = call.today
        return call.page(
            try await call.kept {
                try TodayPage($0, reader, language, today, slots)
            } make: {
                $0.html(call, reader)
            })
    }

    init(
        _ transaction: ReadTransaction, _ reader: Reader, _ language: Language, _ today: CalendarDate, _ slots: Slots
    ) throws {
        items = try slots.today.flatMap { try $0.items(transaction, reader, today) }
            .sorted { ($0.due ?? .last) < ($1.due ?? .last) }
        if reader.may(.readDossiers) {
            var filter = DossierFilter()
            if reader.role.hasCountries { filter.manager = reader.account } else { filter.tier = .focus }
            filter.limit = 60
            mine = try transaction.dossiers(filter, for: reader, in: language)
        } else {
            mine = []
        }
        changes =
            reader.may(.readHistory) ? try LatestChanges(transaction, reader, language, slots, limit: 8) : nil
    }

    private func html(_ call: Call, _ reader: Reader) -> Page {
        let texts = call.texts
        return Page(
            texts("today.title"),
            lead:
                "\(texts.weekdayDate(call.today)) · \(items.isEmpty ? texts("today.nothing") : texts("today.count", count: items.count))",
            body: """
                <div class="cols"><div>
                <section class="panel"><header><h2>\(texts("today.needs-you"))</h2></header>\(needs(texts))</section>
                \(countries(call, reader))
                </div><div>\(lastChanges(texts))</div></div>
                """)
    }

    private func needs(_ texts: Texts) -> HTML {
        if items.isEmpty { return "<p class=\"empty\">\(texts("today.empty"))</p>" }
        return """
            <ul class="stream">\(items.html { item in
                """
                <li><span><span class="tag \(item.tone.rawValue)">\(item.mark(texts))</span></span><div>
                <a href="\(item.path)">\(item.title(texts))</a>
                <p class="small soft flush">\(item.detail(texts))</p></div></li>
                """
            })</ul>
            """
    }

    private func countries(_ call: Call, _ reader: Reader) -> HTML {
        guard reader.may(.readDossiers) else { return .empty }
        let texts = call.texts
        let title = reader.role.hasCountries ? texts("today.my-countries") : texts("today.focus-countries")
        let all: HTML = reader.role.isPartner ? .empty : "<a href=\"/countries\">\(texts("today.all-countries"))</a>"
        if mine.isEmpty {
            return """
                <section class="panel"><header><h2>\(title)</h2>\(all)</header>
                <p class="empty">\(texts("today.no-countries"))</p></section>
                """
        }
        // A partner does not know how closely the programme works with a country, and has one: it needs no map.
        let isForTeam = !reader.role.isPartner
        let tiers = Dictionary(uniqueKeysWithValues: mine.map { ($0.dossier.country, $0.dossier.tier) })
        let rows = mine.html { summary in
            let code = summary.dossier.country
            return """
                <tr data-code="\(code)"><th scope="row"><a href="/countries/\(code)">\
                \(Gazetteer.world.name(code, in: texts.language))</a></th>
                \("<td data-label=\"\(texts("countries.tier"))\">\(texts(summary.dossier.tier.title))</td>", if: isForTeam)
                <td data-label="\(texts("countries.latest"))">\(summary.latest.map { texts.shortDate($0) } ?? "–")</td>
                <td data-label="\(texts("countries.changed"))">\(texts.shortDate(summary.dossier.changed.date(in: .amsterdam)))</td></tr>
                """
        }
        return """
            <section class="panel"><header><h2>\(title)</h2>\(all)</header>\(isForTeam ? tiers.map(texts) : .empty)
            <div class="table"><table class="cards"><caption class="visually-hidden">\(title)</caption>
            <thead><tr><th scope="col">\(texts("countries.country"))</th>\("<th scope=\"col\">\(texts("countries.tier"))</th>", if: isForTeam)
            <th scope="col">\(texts("countries.latest"))</th><th scope="col">\(texts("countries.changed"))</th></tr></thead>
            <tbody>\(rows)</tbody></table></div></section>
            """
    }

    private func lastChanges(_ texts: Texts) -> HTML {
        guard let changes else { return .empty }
        return """
            <section class="panel"><header><h2>\(texts("today.last-changes"))</h2>\
            <a href="/ledger">\(texts("today.all-changes"))</a></header>\(changes.html(texts, isShort: true))</section>
            """
    }
}
